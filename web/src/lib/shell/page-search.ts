/**
 * The search of the page that is open: the input with `data-page-search`. The page owns it; the shell only knows how
 * to get there. False when this page has none.
 */
export function focusPageSearch(): boolean {
  const input = document.querySelector<HTMLInputElement>('input[data-page-search]');
  if (input === null) return false;
  input.focus();
  input.select();
  return true;
}

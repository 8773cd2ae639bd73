/**
 * What the projects page opens later and does not begin with. Each is asked for where it is drawn; `fetchAhead` has it
 * here before anybody can ask.
 */
export const later = {
  drawer: () => import('./ProjectDrawer.svelte'),
  cards: () => import('./ProjectCards.svelte'),
  making: () => import('./NewProject.svelte'),
  selection: () => import('./SelectionBar.svelte'),
  filter: () => import('./FilterFields.svelte'),
  columns: () => import('#lib/views/ColumnLines.svelte'),
  findings: () => import('#lib/findings/FindingsPanel.svelte'),
  reading: () => import('#lib/readings/ReadingDialog.svelte'),
  bulk: () => import('./BulkDialog.svelte'),
  merge: () => import('#lib/merge/MergeDialog.svelte'),
  writeReport: () => import('./WriteReport.svelte'),
  retired: () => import('./RetiredDialog.svelte'),
  viewDialog: () => import('#lib/views/ViewDialog.svelte'),
  dialog: () => import('#lib/ui/DialogPanel.svelte'),
} as const;

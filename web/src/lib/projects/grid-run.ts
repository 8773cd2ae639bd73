import type { GridCommand } from './grid-keys.ts';
import type { GridState } from './grid.svelte.ts';

/** Does what a key means. */
export function runCommand(grid: GridState, command: GridCommand): void {
  switch (command.do) {
    case 'move':
      if (command.extend) grid.extend(command.move);
      else grid.go(command.move);
      return;
    case 'next':
      grid.next(command.step, true);
      return;
    case 'edit':
      grid.edit(command.typed);
      return;
    case 'enter':
      grid.enter(command.step);
      return;
    case 'select':
      grid.select();
      return;
    case 'wholeRows':
    case 'wholeColumns':
    case 'all':
      grid.cells[command.do]();
      return;
    case 'clear':
    case 'fillDown':
    case 'fillRight':
      grid.block[command.do]();
      return;
    case 'undo':
    case 'redo':
      grid.takeBack(command.do);
      return;
    case 'menu':
      grid.openMenu();
      return;
    case 'open':
      grid.open();
      return;
    case 'compose':
      grid.open(command.tab, true);
  }
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

export const DIRECTION_OF_KEY: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** A step aside counts as much as this many ahead, so that one goes on in the direction of the arrow. */
const ASIDE = 2;

/** The spot that an arrow leads to: the nearest one on that side, rather ahead than aside. Null where none lies there. */
export function nextToward<S extends Spot>(from: Spot, spots: readonly S[], direction: Direction): S | null {
  let best: S | null = null;
  let least = Infinity;
  for (const spot of spots) {
    const { ahead, aside } = seen(from, spot, direction);
    if (ahead <= 0) continue;
    const cost = ahead + ASIDE * aside;
    if (cost < least) [best, least] = [spot, cost];
  }
  return best;
}

function seen(from: Spot, to: Spot, direction: Direction): { ahead: number; aside: number } {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  switch (direction) {
    case 'up':
      return { ahead: -dy, aside: Math.abs(dx) };
    case 'down':
      return { ahead: dy, aside: Math.abs(dx) };
    case 'left':
      return { ahead: -dx, aside: Math.abs(dy) };
    case 'right':
      return { ahead: dx, aside: Math.abs(dy) };
  }
}

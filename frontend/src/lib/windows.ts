// A long document is shown in windows: stretches of some thousand characters, of which only those near the screen are
// in the page. A paragraph longer than a window is cut at a blank.
import { countPoints, type Points } from './points';
import type { Block } from './types';

export interface Piece extends Block {
  /** Whether it begins its paragraph. */
  first: boolean;
  /** Where its paragraph begins. */
  paragraph: number;
}

export const WINDOW = 6000;
/** Documents up to this length are in the page as a whole, so that the browser's own search finds everything. */
export const WHOLE = 60_000;

export function windows(blocks: Block[], content: Points, most = WINDOW): Piece[][] {
  const found: Piece[][] = [];
  let held: Piece[] = [];
  let size = 0;
  for (const block of blocks) {
    let start = block.start;
    do {
      let end = Math.min(block.end, start + most);
      if (end < block.end) {
        const cut = content.slice(start, end);
        const blank = Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'), cut.lastIndexOf('\t'));
        if (blank > cut.length / 2) end = start + countPoints(cut.slice(0, blank + 1));
      }
      if (size && size + end - start > most) {
        found.push(held);
        held = [];
        size = 0;
      }
      held.push({ ...block, start, end, first: start === block.start, paragraph: block.start });
      size += end - start;
      start = end;
    } while (start < block.end);
  }
  if (held.length) found.push(held);
  return found;
}

/** The number of the window in which an offset stands. */
export function windowAt(all: Piece[][], offset: number): number {
  let [low, high] = [0, all.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.at(-1)?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low);
}

/** About how high a window will be, in pixels, before it was ever shown. */
export const guessedHeight = (pieces: Piece[]): number =>
  pieces.reduce((sum, piece) => sum + Math.ceil((piece.end - piece.start) / 80) * 28 + 13, 0);

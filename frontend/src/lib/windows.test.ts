import { describe, expect, it } from 'vitest';
import { Points } from './points';
import type { Block } from './types';
import { windowAt, windows } from './windows';

const block = (start: number, end: number): Block => ({ kind: 'body', start, end, label: '', page: null, read: true });

describe('windows of a long document', () => {
  const text = '😀 word '.repeat(2000);
  const content = new Points(text);
  const all = windows([block(0, 5), block(6, content.length - 3), block(content.length - 2, content.length)], content, 500);
  it('covers every paragraph without a gap or an overlap', () => {
    const pieces = all.flat();
    expect(pieces.filter((piece) => piece.first).map((piece) => piece.start)).toEqual([0, 6, content.length - 2]);
    expect(pieces.map((piece) => content.slice(piece.start, piece.end)).join('')).toBe(
      content.slice(0, 5) + content.slice(6, content.length - 3) + content.slice(content.length - 2, content.length),
    );
  });
  it('keeps each window small and cuts at blanks', () => {
    for (const pieces of all) {
      expect(pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0)).toBeLessThanOrEqual(500);
      for (const piece of pieces) if (!piece.first) expect(content.slice(piece.start - 1, piece.start)).toBe(' ');
    }
  });
  it('tells the window of an offset', () => {
    for (const [n, pieces] of all.entries()) for (const piece of pieces) expect(windowAt(all, piece.start)).toBe(n);
  });
  it('is one window where everything may be in the page', () => {
    expect(windows([block(0, 5), block(6, 900)], content, Number.MAX_SAFE_INTEGER)).toHaveLength(1);
  });
});

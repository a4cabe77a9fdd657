import { describe, expect, it } from 'vitest';
import { segments } from './segments';

describe('segments', () => {
  it('cuts where spans begin and end, and keeps overlaps', () => {
    const found = segments(0, 10, [
      { id: 'a', start: 2, end: 6 },
      { id: 'b', start: 4, end: 8 },
    ]);
    expect(found.map((piece) => [piece.start, piece.end, piece.over.join('')])).toEqual([
      [0, 2, ''],
      [2, 4, 'a'],
      [4, 6, 'ab'],
      [6, 8, 'b'],
      [8, 10, ''],
    ]);
  });

  it('covers everything once, whatever the spans', () => {
    const spans = Array.from({ length: 40 }, (_, n) => ({ id: String(n), start: (n * 7) % 50, end: ((n * 7) % 50) + (n % 9) }));
    const found = segments(5, 45, spans);
    expect(found[0]?.start).toBe(5);
    expect(found.at(-1)?.end).toBe(45);
    found.slice(1).forEach((piece, n) => expect(piece.start).toBe(found[n]?.end));
  });
});

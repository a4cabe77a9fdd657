import { describe, expect, it } from 'vitest';
import { Points } from './points';

const MIXED = 'a😀b𝒳ج\n😀';

describe('offsets in code points', () => {
  it('slices as a list of all characters would, pairs of units or not', () => {
    const all = Array.from(MIXED);
    const points = new Points(MIXED);
    expect(points.length).toBe(all.length);
    for (let start = 0; start <= all.length; start++) {
      for (let end = start; end <= all.length; end++) expect(points.slice(start, end)).toBe(all.slice(start, end).join(''));
    }
  });
  it('goes from points to units and back', () => {
    const points = new Points(MIXED);
    for (let point = 0; point <= points.length; point++) expect(points.point(points.unit(point))).toBe(point);
  });
  it('finds every place of some words', () => {
    expect(new Points('😀 two, 😀 two').find('two')).toEqual([2, 9]);
    expect(new Points('abc').find('')).toEqual([]);
  });
  it('takes half a pair for a character of its own', () => {
    expect(new Points('a\ud83db').length).toBe(3);
  });
});

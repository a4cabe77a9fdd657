import { describe, expect, it } from 'vitest';
import { csv, escapeXml, lines, svg, type Picture } from './picture';
import { moment, readPrefs } from './prefs.svelte';
import { alphaWords, latestGrades, pieces } from './team';

describe('pieces of a text', () => {
  it('give the text back whole, each shared passage with its number', () => {
    const content = 'one two three four five six';
    const found = pieces(content, 0, content.length, [[4, 13], [19, 23]]);
    expect(found.map((piece) => piece.text).join('')).toBe(content);
    expect(found.filter((piece) => piece.passage >= 0).map((piece) => [piece.passage, piece.text])).toEqual([[0, 'two three'], [1, 'five']]);
  });
  it('never show a word twice where passages overlap or lie outside', () => {
    const content = 'abcdefghij';
    const found = pieces(content, 2, 8, [[0, 5], [3, 9], [9, 10]]);
    expect(found.map((piece) => piece.text).join('')).toBe('cdefgh');
  });
});

describe('grades', () => {
  const grade = (who: string, when: string, given: string) => ({ target_kind: 'grade', target: 'x', scale: 's', grade: given, who, when, why: '' });
  it('are the latest of each person, in whatever order they come', () => {
    const found = latestGrades([grade('A', '2031-02', 'B'), grade('A', '2031-01', 'C'), grade('B', '2031-01', 'D')], 's', 'x');
    expect(found.map((one) => [one.who, one.grade])).toEqual([['A', 'B'], ['B', 'D']]);
  });
});

describe('alpha in words', () => {
  it.each([[null, 'not defined'], [0.9, 'reliable'], [0.7, 'tentative'], [0.2, 'too low']])('of %s', (alpha, words) => {
    expect(alphaWords(alpha)).toContain(words);
  });
});

describe('preferences', () => {
  it.each([null, '', 'null', '{', '{"theme":"pink","zone":7}', '{"theme":"__proto__"}'])('kept as %s are the usual ones', (written) => {
    expect(readPrefs(written).theme).toBe('auto');
  });
  it('show a moment in the zone that was chosen', () => {
    const kept = { ...readPrefs('{}'), zone: 'UTC' as const };
    expect(moment('2031-05-01T22:30:00+00:00', kept)).toContain('22:30');
    expect(moment('2031-05-01T22:30:00+00:00', { ...kept, zone: 'Asia/Aden' })).toContain('01:30');
    expect(moment('nonsense', kept)).toBe('nonsense');
  });
});

describe('the matrix as picture and table', () => {
  const picture: Picture = {
    title: 'Strike <at> "A" & B',
    heads: [{ short: 'H1', text: 'mistake' }, { short: 'H2', text: '=cmd()' }],
    rows: [{ text: '=HYPERLINK("http://x")', origin: 'ministry\u0000', diagnosticity: 1.5, marks: ['C', 'II'] }],
  };
  it('hold no markup of theirs', () => {
    const drawn = svg(picture);
    expect(drawn).not.toContain('<at>');
    expect(drawn).not.toContain('\u0000');
    expect(drawn).toContain('&lt;at&gt;');
    expect(escapeXml('a\u0007b')).toBe('ab');
  });
  it('hold no formula', () => {
    const rows = csv(picture).split('\r\n');
    expect(rows[1]?.startsWith('"\'=HYPERLINK(""http')).toBe(true);
    expect(rows).toHaveLength(3);
  });
  it('break long words and keep all letters', () => {
    const long = `${'x'.repeat(130)} end`;
    expect(lines(long, 50).join('').replaceAll(' ', '')).toBe(long.replaceAll(' ', ''));
    expect(Math.max(...lines(long, 50).map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(lines('', 10)).toEqual(['']);
  });
});

import { describe, expect, it } from 'vitest';
import { corrected, parseCount, parseWhen } from './values';

describe('parseCount', () => {
  it.each([
    ['62', { text: '62', low: 62, high: 62 }],
    ['1,200', { text: '1,200', low: 1200, high: 1200 }],
    ['40–50', { text: '40–50', low: 40, high: 50 }],
    ['40 to 50', { text: '40 to 50', low: 40, high: 50 }],
    ['at least 15', { text: 'at least 15', low: 15 }],
    ['>=15', { text: '>=15', low: 15 }],
    ['up to 80', { text: 'up to 80', high: 80 }],
    ['about 90', { text: 'about 90', low: 90, high: 90, about: true }],
    ['none', { text: 'none', state: 'none' }],
    ['dozens', { text: 'dozens', state: 'vague', word: 'dozens' }],
  ])('reads %s', (written, wanted) => expect(parseCount(written)).toEqual(wanted));

  it('takes neither nothing nor a range that ends before it starts', () => {
    expect(parseCount('  ')).toBeNull();
    expect(parseCount('50-40')).toBeNull();
  });

  it('takes no figure that it does not understand and no list for a vague word', () => {
    for (const written of ['12 killed', 'the navy; the army', '٥ أو ٦', 'nobody there could tell me']) expect(parseCount(written)).toBeNull();
    expect(parseCount('عشرات')).toEqual({ text: 'عشرات', state: 'vague', word: 'عشرات' });
  });
});

describe('parseWhen', () => {
  it('keeps the precision that was typed', () => {
    expect(parseWhen('2016-09-30')).toMatchObject({ precision: 'day', end: '2016-10-01T00:00:00' });
    expect(parseWhen('2016-09-17 17:00')).toMatchObject({ precision: 'minute', start: '2016-09-17T17:00:00' });
    expect(parseWhen('2016-13-40')).toBeNull();
    expect(parseWhen('yesterday')).toBeNull();
  });
});

describe('corrected', () => {
  it('keeps whom a group counts and changes how many', () => {
    const value = { type: 'group', words: '62 soldiers', text: '62 soldiers', status: 'soldiers', count: { low: 62 } };
    expect(corrected(value, '61')).toMatchObject({ $: 'Group', status: 'soldiers', count: { low: 61, high: 61 } });
  });

  it('knows what it cannot correct', () => {
    expect(corrected({ type: 'place', words: 'x', text: 'x' }, 'y')).toBeNull();
  });
});

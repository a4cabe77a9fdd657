import { expect, it as test } from 'vitest';
import type { PracticeRange, Telling } from './appraisal';
import { grouped, rangeWords, restsOn, sideBySide, tellers } from './course';

const told = (holder: string, words: string, outlets: string[], denied = false): Telling => ({
  holder,
  family: '',
  outlets,
  claims: [`${holder}-${words}`],
  value: { type: 'when', words, text: words },
  denied,
});

test('what several tell in the same words stands once, with all who tell it; a denial stands apart', () => {
  const found = grouped([told('', '17:00', ['Post']), told('Army', '17:00', ['Post', 'Mail']), told('Army', '17:00', ['Mail'], true)]);
  expect(found.map((one) => [one.words, one.denied, one.who, one.outlets])).toEqual([
    ['17:00', false, ['origin not stated', 'Army'], ['Post', 'Mail']],
    ['17:00', true, ['Army'], ['Mail']],
  ]);
  expect(tellers([told('Army', 'a', []), told('Army', 'b', [])])).toEqual(['Army']);
});

const range = (practice: string, more: Partial<PracticeRange>): PracticeRange => ({
  finding: 'f', claims: [], practice, category: '', low: null, best: null, high: null, rule: '', source: '', words: [], notes: [], known: 'read', best_by: '', ...more,
});

test('practices stand side by side, each in its own manner', () => {
  const rows = sideBySide([range('airwars', { category: 'civilian' }), range('ucdp', {}), range('acled', {}), range('airwars', { finding: 'g' })]);
  expect(rows.map((row) => [row.finding, row.category, Object.keys(row.cells)])).toEqual([
    ['f', '', ['ucdp', 'acled']],
    ['f', 'civilian', ['airwars']],
    ['g', '', ['airwars']],
  ]);
  expect(rangeWords(range('airwars', { low: 3, high: 9, words: ['dozens'] }))).toBe('3–9; “dozens”');
  expect(rangeWords(range('ucdp', { low: 3, high: 9 }))).toBe('best not given, low 3, high 9');
  expect(rangeWords(range('acled', { best: 3 }))).toBe('3');
  expect(rangeWords(range('acled', {}))).toBe('no figure');
});

test('origins are listed with the outlets that rest on them; answers without an origin are left out', () => {
  expect(
    restsOn([
      { family: 'Army', holder: 'Army', outlets: ['Mail'] },
      { family: 'Army', holder: 'General', outlets: ['Post'] },
      { family: '', holder: '', outlets: ['News'] },
      { family: '', holder: 'Monitor', outlets: ['Post'] },
    ]),
  ).toEqual([
    { name: 'Army', outlets: ['Mail', 'Post'] },
    { name: 'Monitor', outlets: ['Post'] },
  ]);
});

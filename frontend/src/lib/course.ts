// The course of an incident and its ranges, put together for reading: what many say in the same words stands once.
import type { PracticeRange, Telling } from './appraisal';

export interface Told {
  words: string;
  denied: boolean;
  who: string[];
  outlets: string[];
  claims: string[];
}

const teller = (one: Telling): string => one.family || one.holder || 'origin not stated';

/** Tellings in the same words taken together, those of most tellers first. */
export function grouped(tellings: Telling[]): Told[] {
  const found = new Map<string, Told>();
  for (const one of tellings) {
    const words = one.value?.words ?? '';
    const key = `${one.denied} ${words}`;
    const before = found.get(key) ?? { words, denied: one.denied, who: [], outlets: [], claims: [] };
    found.set(key, {
      ...before,
      who: [...new Set([...before.who, teller(one)])],
      outlets: [...new Set([...before.outlets, ...one.outlets])],
      claims: [...new Set([...before.claims, ...one.claims])],
    });
  }
  return [...found.values()].sort((a, b) => b.who.length - a.who.length);
}

/** Who tells of a step, each once. */
export function tellers(tellings: Telling[]): string[] {
  return [...new Set(tellings.map(teller))];
}

export interface RangeRow {
  finding: string;
  category: string;
  cells: Record<string, PracticeRange>;
}

/** Ranges with the practices side by side: one row for each question and each group of persons that some practice counts. */
export function sideBySide(ranges: PracticeRange[]): RangeRow[] {
  const rows = new Map<string, RangeRow>();
  for (const one of ranges) {
    const key = JSON.stringify([one.finding, one.category]);
    const row = rows.get(key) ?? { finding: one.finding, category: one.category, cells: {} };
    rows.set(key, { ...row, cells: { ...row.cells, [one.practice]: one } });
  }
  return [...rows.values()].sort((a, b) => (a.finding === b.finding ? a.category.localeCompare(b.category) : 0));
}

/** A range in its practice's own manner. */
export function rangeWords(one: PracticeRange): string {
  const number = (value: number | null): string => (value === null ? '' : value.toLocaleString('en'));
  const words = one.words.map((word) => `“${word}”`).join(', ');
  let figures = '';
  if (one.practice === 'ucdp') figures = one.low === null ? '' : `best ${number(one.best) || 'not given'}${one.best_by ? ` (${one.best_by})` : ''}, low ${number(one.low)}, high ${number(one.high)}`;
  else if (one.practice === 'acled') figures = number(one.best);
  else figures = one.low === one.high ? number(one.low) : `${number(one.low)}–${number(one.high)}`;
  return [figures, words].filter(Boolean).join('; ') || 'no figure';
}

/** On whom an incident rests: each origin with the outlets that hand on its answers, most outlets first. */
export function restsOn(holdings: { family: string; holder: string; outlets: string[] }[]): { name: string; outlets: string[] }[] {
  const found = new Map<string, Set<string>>();
  for (const one of holdings) {
    const name = one.family || one.holder;
    if (!name) continue;
    const outlets = found.get(name) ?? new Set<string>();
    for (const outlet of one.outlets) outlets.add(outlet);
    found.set(name, outlets);
  }
  return [...found].map(([name, outlets]) => ({ name, outlets: [...outlets].sort() })).sort((a, b) => b.outlets.length - a.outlets.length || a.name.localeCompare(b.name));
}

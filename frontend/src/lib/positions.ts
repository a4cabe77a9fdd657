// What a reader must see of a group of answers: whether it is denied, given up, and who gives it at present.
import type { Holding, Position } from './types';

/** Who gives an answer; where no outlet names anybody, that it is not stated, and whose it is suspected to be. */
export function holderWords(holding: Pick<Holding, 'holder' | 'family'>): string {
  if (holding.holder) return holding.holder;
  return holding.family ? `origin not stated, suspected: ${holding.family}` : 'origin not stated';
}

/** The answers of a cell, those in the same words and with the same fate taken together, each with all its outlets. */
export function merged(holdings: Holding[]): Holding[] {
  const found = new Map<string, Holding>();
  for (const one of holdings) {
    const key = JSON.stringify([one.value.words, one.denied, one.current, one.note, one.role]);
    const before = found.get(key);
    found.set(key, before ? { ...before, outlets: [...new Set([...before.outlets, ...one.outlets])] } : one);
  }
  return [...found.values()];
}

/** The answer of a position, with "not" before it where all who speak of it deny it. */
export function positionWords(position: Position): string {
  const seeds = position.holdings.filter((holding) => holding.value.words === position.value.words);
  return seeds.length && seeds.every((holding) => holding.denied && holding.note !== 'retraction') ? `not ${position.value.words}` : position.value.words;
}

/** What became of an answer that nobody holds any more. */
export function givenUp(position: Position): string {
  return position.holdings.some((holding) => ['retracted', 'retraction'].includes(holding.note)) ? '⊘ since withdrawn' : '↻ since replaced';
}

/** Who gives a position at present, and who gave it before. */
export function givers(position: Position): string {
  const given = position.holdings.filter((holding) => holding.note !== 'retraction');
  const current = [...new Set(given.filter((holding) => holding.current).map((holding) => holding.family).filter(Boolean))];
  const stated = (given.length ? given : position.holdings).some((holding) => holding.holder);
  const names = (current.length && !position.superseded ? current : position.families).join(', ');
  const who = names ? (stated ? names : `origin not stated, suspected: ${names}`) : 'origin not stated';
  if (position.superseded) return `${givenUp(position)}: ${who}`;
  const before = position.families.filter((family) => !current.includes(family));
  return current.length && before.length ? `${who}; ↻ before also ${before.join(', ')}` : who;
}

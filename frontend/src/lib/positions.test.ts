import { describe, expect, it } from 'vitest';
import { givers, holderWords, merged, positionWords } from './positions';
import type { Holding, Position, Value } from './types';

const value = (words: string) => ({ words }) as Value;

function holding(holder: string, words: string, more: Partial<Holding> = {}): Holding {
  return { holder, family: holder, value: value(words), claims: [], outlets: ['Gazette'], said_at: '', current: true, note: '', reason: '', denied: false, ...more };
}

function position(words: string, holdings: Holding[], superseded = false): Position {
  return { value: value(words), holdings, families: [...new Set(holdings.map((one) => one.family).filter(Boolean))], outlets: ['Gazette'], superseded };
}

describe('positions', () => {
  it('say "not" where all who speak of the answer deny it', () => {
    expect(positionWords(position('army', [holding('A', 'army', { denied: true })]))).toBe('not army');
    expect(positionWords(position('army', [holding('A', 'army'), holding('B', 'army', { denied: true })]))).toBe('army');
  });

  it('name who gives them now, and apart from them who gave them before', () => {
    expect(givers(position('41', [holding('A', '41', { current: false, note: 'superseded' }), holding('B', '41')]))).toBe('B; ↻ before also A');
    expect(givers(position('34', [holding('A', '34', { current: false, note: 'superseded' })], true))).toBe('↻ since replaced: A');
    expect(givers(position('34', [holding('A', '34', { current: false, note: 'retracted' })], true))).toBe('⊘ since withdrawn: A');
    expect(givers(position('9', [holding('', '9', { family: '' })]))).toBe('origin not stated');
    const withdrawal = position('25', [holding('A', '25', { denied: true, current: false, note: 'retraction' })], true);
    expect([positionWords(withdrawal), givers(withdrawal)]).toEqual(['25', '⊘ since withdrawn: A']);
  });

  it('of one cell are told once in the same words, and a denial apart', () => {
    const cell = merged([holding('A', '17 Sep'), holding('B', '17 Sep', { outlets: ['Post'] }), holding('C', '17 Sep', { denied: true })]);
    expect(cell.map((one) => [one.denied, one.outlets])).toEqual([[false, ['Gazette', 'Post']], [true, ['Gazette']]]);
  });

  it('tell a suspicion as one', () => {
    expect(givers(position('9', [holding('', '9', { family: 'A' })]))).toBe('origin not stated, suspected: A');
    expect(holderWords({ holder: '', family: 'A' })).toBe('origin not stated, suspected: A');
    expect(holderWords({ holder: 'B', family: 'A' })).toBe('B');
  });
});

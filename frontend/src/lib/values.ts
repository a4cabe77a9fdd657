// Corrected answers: what somebody types becomes a value of the vocabulary, with its imprecision.
import type { Value } from './types';

export interface CountFields {
  text: string;
  low?: number;
  high?: number;
  about?: boolean;
  state?: string;
  word?: string;
}

/**
 * Read a count as people write it: `62`, `40-50`, `>=15`, `at least 15`, `<= 80`, `up to 80`, `~90`, `about 90`, `none`,
 * `unknown`. Any other word is a vague one. Returns null where nothing is written or a range ends before it starts.
 */
export function parseCount(written: string): CountFields | null {
  const text = written.trim();
  if (!text) return null;
  const flat = text.toLowerCase().replaceAll(',', '').replaceAll('–', '-');
  const number = /^(about|around|some|~|≈)?\s*(\d+)$/.exec(flat);
  if (number) return { text, low: Number(number[2]), high: Number(number[2]), ...(number[1] ? { about: true } : {}) };
  const range = /^(\d+)\s*(?:-|to)\s*(\d+)$/.exec(flat);
  if (range) return Number(range[1]) <= Number(range[2]) ? { text, low: Number(range[1]), high: Number(range[2]) } : null;
  const floor = /^(?:>=|≥|at least|more than|over|>)\s*(\d+)$/.exec(flat);
  if (floor) return { text, low: Number(floor[1]) };
  const ceiling = /^(?:<=|≤|at most|up to|<)\s*(\d+)$/.exec(flat);
  if (ceiling) return { text, high: Number(ceiling[1]) };
  if (flat === 'none' || flat === 'nobody') return { text, state: 'none' };
  if (flat === 'unknown' || flat === '?') return { text, state: 'unknown' };
  // Vague words stay words, in any language; but a figure that is not understood, or a list, is no vague word.
  return /[\p{N};؛]/u.test(flat) || flat.split(/\s+/).length > 4 ? null : { text, state: 'vague', word: text };
}

/** Read a day or a moment (`2016-09-17`, `2016-09-17 17:00`); null where it is none. */
export function parseWhen(written: string): Record<string, unknown> | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d))?$/.exec(written.trim());
  if (!match?.[1] || Number.isNaN(Date.parse(`${match[1]}T${match[2] ?? '00:00'}Z`))) return null;
  const text = written.trim();
  if (match[2]) {
    const moment = `${match[1]}T${match[2]}:00`;
    return { text, start: moment, end: moment, precision: 'minute', year_status: 'stated' };
  }
  const next = new Date(Date.parse(`${match[1]}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return { text, start: `${match[1]}T00:00:00`, end: `${next}T00:00:00`, precision: 'day', year_status: 'stated' };
}

/** The corrected value for a claim's answer, as the API takes it; null where what was typed makes none. */
export function corrected(value: Value, written: string): Record<string, unknown> | null {
  if (value.type === 'count') {
    const count = parseCount(written);
    return count && { $: 'Count', ...count };
  }
  if (value.type === 'when') {
    const when = parseWhen(written);
    return when && { $: 'When', ...when };
  }
  if (value.type === 'group') {
    const count = parseCount(written);
    // Whom it counts stays as it was read; only how many is corrected.
    const { type: _type, words: _words, count: _count, ...rest } = value;
    return count && { $: 'Group', ...rest, text: count.text, count };
  }
  return null;
}

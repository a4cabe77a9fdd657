// Answers of every type as people write them in one line, and as the API takes them.
import type { Value } from './types';
import { parseCount, parseWhen } from './values';

type Written = Record<string, unknown> | null;

/** Seconds of `20 minutes`, `1-2 hours`, `about 3 days`; null where it is none. */
export function parseDuration(written: string): Written {
  const text = written.trim();
  const match = /^(about|around|some|~)?\s*(\d+(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(\d+(?:\.\d+)?))?\s*(s|sec|second|min|minute|m|h|hour|day|week|month|year)s?$/i.exec(text);
  if (!match) return null;
  const units: Record<string, number> = { s: 1, sec: 1, second: 1, m: 60, min: 60, minute: 60, h: 3600, hour: 3600, day: 86_400, week: 604_800, month: 2_629_800, year: 31_557_600 };
  const unit = units[(match[4] ?? '').toLowerCase()] ?? 0;
  const low = Number(match[2]) * unit;
  const high = match[3] ? Number(match[3]) * unit : low;
  return low > high ? null : { text, low, high, ...(match[1] ? { about: true } : {}) };
}

/** `Latakia`, or `Latakia @ 35.52, 35.77` with, where known, a radius in metres behind: `@ 35.52, 35.77, 500`. */
export function parsePlace(written: string): Written {
  const [head = '', tail = ''] = written.split('@');
  const name = head.trim();
  if (!name && !tail.trim()) return null;
  if (!tail.trim()) return written.includes('@') ? null : { text: name, name };
  const numbers = tail.split(',').map((part) => Number(part.trim() || 'x'));
  const [latitude = NaN, longitude = NaN, radius = 1000] = numbers;
  if (numbers.length > 3 || ![latitude, longitude, radius].every(Number.isFinite)) return null;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || radius <= 0) return null;
  return { text: name || tail.trim(), name, latitude, longitude, radius, precision: fineness(radius) };
}

/** How fine a point with so many metres around it is stated, in the words of the vocabulary. */
function fineness(radius: number): string {
  const steps: [number, string][] = [[50, 'exact'], [1000, 'site'], [3000, 'neighbourhood'], [15_000, 'town'], [30_000, 'district'], [150_000, 'province']];
  return steps.find(([most]) => radius <= most)?.[1] ?? 'region';
}

/** Names of bodies, separated by semicolons. */
export function parseActors(written: string): Written {
  const names = written.split(/[;؛]/).map((name) => name.trim()).filter(Boolean);
  return names.length ? { text: written.trim(), members: names.map((name) => ({ name })) } : null;
}

/** A code of a question's scheme; `not` before it says everything but this. */
export function parseCategory(written: string, scheme: string): Written {
  const match = /^(not\s+)?(.+)$/i.exec(written.trim());
  if (!match?.[2]) return null;
  const code = match[2].trim().toLowerCase().replaceAll(/\s+/g, '_');
  return { text: written.trim(), scheme, code, ...(match[1] ? { negated: true } : {}) };
}

/** `3 tank`, `3 tanks destroyed`, `several gun`: a number, a kind of thing, and what became of it behind a comma. */
export function parseItems(written: string): Written {
  const [thing = '', effect = ''] = written.split(',').map((part) => part.trim());
  const match = /^((?:at least|more than|over|up to|at most|about|around|some|~|≈|>=|<=|≥|≤|>|<)?\s*\d[\d,]*(?:\s*(?:-|–|to)\s*\d+)?|several|some|many|dozens|no|unknown)\s+(.+)$/i.exec(thing);
  const count = match?.[1] ? parseCount(match[1].toLowerCase() === 'no' ? 'none' : match[1]) : { text: thing, state: 'unknown' };
  const kind = (match?.[2] ?? thing).trim().toLowerCase();
  return count && kind ? { text: written.trim(), kind, count, ...(effect ? { effect } : {}) } : null;
}

export const FORMS: Record<string, { name: string; hint: string }> = {
  count: { name: 'a number', hint: '62, 40-50, at least 15, up to 80, about 90, none, dozens' },
  group: { name: 'a number of persons', hint: '62, 40-50, at least 15, up to 80, about 90, none, dozens' },
  when: { name: 'a time', hint: '2016-09-17 or 2016-09-17 17:00' },
  duration: { name: 'a length of time', hint: '20 minutes, 1-2 hours, about 3 days' },
  place: { name: 'a place', hint: 'its name, or name @ latitude, longitude, metres around' },
  actors: { name: 'bodies', hint: 'names, separated by semicolons' },
  category: { name: 'a code', hint: 'such as mistake, deliberate, not deliberate' },
  items: { name: 'things', hint: '3 tank, destroyed' },
  text: { name: 'words', hint: 'a few words' },
};

const TYPES: Record<string, string> = {
  count: 'Count',
  group: 'Group',
  when: 'When',
  duration: 'Duration',
  place: 'Place',
  actors: 'Actors',
  category: 'Category',
  items: 'Items',
  text: 'TextValue',
};

/** The answer to a question as the API takes it; null where what was written makes none. */
export function answer(type: string, written: string, slot: string, more: { status?: string } = {}): Written {
  const made: Written =
    type === 'count' ? (parseCount(written) as Written)
    : type === 'group' ? grouped(written, more.status)
    : type === 'when' ? parseWhen(written)
    : type === 'duration' ? parseDuration(written)
    : type === 'place' ? parsePlace(written)
    : type === 'actors' ? parseActors(written)
    : type === 'category' ? parseCategory(written, slot)
    : type === 'items' ? parseItems(written)
    : written.trim() ? { text: written.trim() } : null;
  return made && { $: TYPES[type] ?? 'TextValue', ...made };
}

function grouped(written: string, status = ''): Written {
  const count = parseCount(written);
  return count && { text: count.text, count, ...(status && status !== 'unstated' ? { status } : {}) };
}

const number = (count: Record<string, unknown>): string => {
  const { low, high, state, word, about } = count as { low: number | null; high: number | null; state: string; word: string; about: boolean };
  if (state === 'vague') return word;
  if (state !== 'number') return state === 'unknown' ? 'unknown' : 'none';
  if (low === null) return `up to ${high}`;
  if (high === null) return `at least ${low}`;
  return low === high ? `${about ? 'about ' : ''}${low}` : `${low}-${high}`;
};

/** An answer as somebody would write it, to begin a correction from. */
export function asWritten(value: Value): string {
  const held = value as unknown as Record<string, unknown>;
  if (value.type === 'count') return number(held);
  if (value.type === 'group') return number(held.count as Record<string, unknown>);
  if (value.type === 'items') {
    const count = held.count as Record<string, unknown>;
    const effect = held.effect ? `, ${String(held.effect)}` : '';
    return `${count.state === 'unknown' ? '' : `${number(count)} `}${String(held.kind)}${effect}`;
  }
  if (value.type === 'when') {
    const [start, end] = [held.start as string | null, held.end as string | null];
    if (!start) return value.text;
    return start.slice(11, 16) === '00:00' && start !== end ? start.slice(0, 10) : start.slice(0, 16).replace('T', ' ');
  }
  if (value.type === 'place') {
    const name = (held.name as string) || value.text;
    return held.latitude === null ? name : `${name} @ ${String(held.latitude)}, ${String(held.longitude)}, ${String(held.radius)}`;
  }
  if (value.type === 'actors') return (held.members as { name: string }[]).map((one) => one.name).join('; ');
  if (value.type === 'category') return `${held.negated ? 'not ' : ''}${String(held.code)}`;
  return value.text || value.words;
}

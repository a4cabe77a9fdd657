// Signs and words for codes. Colour never stands alone: each verdict has its sign and its word.
import type { Claim, Verdict } from './types';

export const VERDICTS: Record<Verdict, { sign: string; word: string }> = {
  disputed: { sign: '✕', word: 'disputed' },
  changed_account: { sign: '⇄', word: 'changed account' },
  range: { sign: '▭', word: 'range' },
  agreed: { sign: '●', word: 'agreed' },
  repeated: { sign: '≈', word: 'repeated' },
  single_origin: { sign: '◐', word: 'single origin' },
  origin_not_stated: { sign: '◌', word: 'origin not stated' },
  superseded: { sign: '↻', word: 'superseded' },
  not_comparable: { sign: '≠', word: 'not comparable' },
  unknown: { sign: '○', word: 'unknown' },
};

export const VERDICT_ORDER = Object.keys(VERDICTS) as Verdict[];

export const STATUSES: Record<string, string> = {
  to_do: 'To do',
  in_progress: 'In progress',
  help_needed: 'Help needed',
  ready_for_review: 'Ready for review',
  completed: 'Completed',
};

export const DECISIONS: Record<string, { sign: string; word: string }> = {
  accept: { sign: '✓', word: 'accepted' },
  reject: { sign: '✗', word: 'rejected' },
  correct: { sign: '✎', word: 'corrected' },
  unsure: { sign: '?', word: 'unsure' },
};

export const plain = (code: string): string => code.replaceAll('_', ' ').replaceAll('.', ', ');

const BUREAUS: Record<string, string> = { mig: 'MiG', su: 'Su', mi: 'Mi', tu: 'Tu' };

/** A kind of thing as it is written: `f_16` is an F-16, `anti_aircraft_gun` an anti-aircraft gun. */
export function thing(kind: string): string {
  const [, letters = '', figure = ''] = /^([a-z]{1,3})_(\d+[a-z]?)$/.exec(kind) ?? [];
  return letters ? `${BUREAUS[letters] ?? letters.toUpperCase()}-${figure.toUpperCase()}` : (BUREAUS[kind] ?? plain(kind.replace('anti_', 'anti-')));
}

export const many = (n: number, one: string, more = `${one}s`): string => `${n.toLocaleString('en')} ${n === 1 ? one : more}`;

/** What a question is limited to: a part, or a happening around the incident. */
export const scopeWords = (scope: string): string => (scope === 'whole' ? '' : scope.replace('event: ', 'around it: ').replaceAll('_', ' '));

/** Who says it, from the outlet inwards. */
export function chain(claim: Claim): string {
  const names = claim.speakers.map((speaker) => speaker.name).filter(Boolean);
  return names.length ? names.join(' ▸ ') : 'speaker not stated';
}

/** A date of the API in words, with no more precision than it has. */
export function day(iso: string): string {
  if (!iso) return '';
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso);
  if (!match) return iso;
  const [, year = '', month, date] = match;
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const name = month ? names[Number(month) - 1] : '';
  return [date ? String(Number(date)) : '', name, year].filter(Boolean).join(' ');
}

/** A distance in metres in words. */
export function metres(value: number | null): string {
  if (value === null) return '';
  if (value < 1000) return `${Math.round(value)} m`;
  return `${(value / 1000).toLocaleString('en', { maximumFractionDigits: value < 10_000 ? 1 : 0 })} km`;
}

// What a team keeps and what screens start beside reading and judging. The shapes are those of /api/openapi.json.
import { ask, queryString, type Query } from './api';
import type { Block, Job, Judgement, Publication } from './types';

export interface SlotAgreement {
  slot: string;
  question: string;
  claims: number;
  first: number;
  second: number;
  both: number;
  agreed: number;
  share: number | null;
  alpha: number | null;
  differ: string[];
}

export interface Assessment {
  id: string;
  subject: string;
  by: string;
  at: string;
  first: string;
  second: string;
  state: 'coding' | 'compared' | 'signed' | 'withdrawn';
  done: string[];
  agreements: SlotAgreement[];
  signed_by: string;
  note: string;
  statements: number;
  progress: Record<string, number>;
  tag: string;
}

export interface Question {
  id: string;
  subject: string;
  by: string;
  at: string;
  question: string;
  asked: string;
  asked_at: string;
  state: 'waiting' | 'replied' | 'declined' | 'silence';
  reply: string;
  replied_at: string;
  tag: string;
}

export type QuestionDraft = Pick<Question, 'question' | 'asked' | 'asked_at' | 'state' | 'reply' | 'replied_at'>;

export interface Change {
  slot: string;
  question: string;
  scope: string;
  unit: string;
  kind: 'new' | 'gone' | 'changed';
  before: string;
  after: string;
  added: string[];
  removed: string[];
  reason: string;
}

export interface Release {
  id: string;
  by: string;
  at: string;
  number: number;
  title: string;
  note: string;
  version: string;
  documents: number;
  claims: number;
  findings: number;
  sha256: string;
  intact: boolean;
}

export interface ReleasedFinding {
  slot: string;
  question: string;
  scope: string;
  unit: string;
  verdict: string;
  reason: string;
  answers: string[];
  outlets: number;
}

export type WholeRelease = Omit<Release, 'findings'> & { findings: ReleasedFinding[]; changes: Change[] };

export interface View {
  id: string;
  by: string;
  at: string;
  name: string;
  address: string;
}

export interface Scale {
  name: string;
  title: string;
  graded: string;
  grades: Record<string, string>;
  source: string;
  default: string;
  number: boolean;
}

export interface ExportAsked {
  format: string;
  incident: string;
  with_names: boolean;
  coarsen: string;
  grain: string;
  who: string;
}

export interface Exported {
  counts: Record<string, number>;
  hidden: Record<string, number>;
  rules: string[];
  left_out_always: string[];
  words_left_out: boolean;
  file?: string;
  name?: string;
  bytes?: number;
}

export interface Rule {
  topic: string;
  heading: string;
  text: string;
  own: string;
}

export interface Side {
  document: string;
  publications: Publication[];
  language: string;
  content: string;
  blocks: Block[];
}

export interface Comparison {
  sides: [Side, Side];
  passages: { words: number; spans: [[number, number], [number, number]] }[];
  shared_words: number;
}

export interface Chosen {
  incident: string;
  document: string;
  slot: string;
  stance: string;
  event: string;
  least: number;
  most: number;
  judged: boolean;
}

export interface SignedGrade {
  scale: string;
  target: string;
  grade: string;
  who: string;
  when: string;
  why: string;
}

export interface Source {
  publisher: string;
  kind: string;
  country: string;
  first_published: string;
  documents: number;
  claims: number;
  state_origin: number;
  state_none: number;
  origins: { family: string; claims: number }[];
  reliability: SignedGrade[];
}

const at = encodeURIComponent;

function send<T>(path: string, body: unknown, tag?: string): Promise<T> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(tag ? { 'If-Match': tag } : {}) },
    body: JSON.stringify(body),
  });
}

export const team = {
  judgements: (target: string) => ask<{ items: Judgement[] }>(`/api/judgements${queryString({ target })}`),
  assessments: (incident: string) => ask<{ items: Assessment[] }>(`/api/incidents/${at(incident)}/assessments`),
  openAssessment: (incident: string, body: { who: string; first: string; second: string; note: string }) =>
    send<Assessment>(`/api/incidents/${at(incident)}/assessments`, body),
  step: (id: string, body: { who: string; act: 'done' | 'sign' | 'withdraw'; note: string }) =>
    send<Assessment>(`/api/assessments/${at(id)}`, body),
  questions: (incident: string) => ask<{ items: Question[] }>(`/api/incidents/${at(incident)}/questions`),
  askQuestion: (incident: string, body: QuestionDraft & { who: string }) =>
    send<Question>(`/api/incidents/${at(incident)}/questions`, body),
  answerQuestion: (id: string, body: QuestionDraft & { who: string }, tag: string) =>
    send<Question>(`/api/questions/${at(id)}`, body, tag),
  releases: (incident: string) =>
    ask<{ items: Release[]; changes: Change[] }>(`/api/incidents/${at(incident)}/releases`),
  publish: (incident: string, body: { who: string; note: string }) =>
    send<Release>(`/api/incidents/${at(incident)}/releases`, body),
  release: (id: string) => ask<WholeRelease>(`/api/releases/${at(id)}`),
  views: () => ask<{ items: View[] }>('/api/views'),
  saveView: (body: { who: string; name: string; address: string }) => send<View>('/api/views', body),
  dropView: (id: string, who: string) => ask<View>(`/api/views/${at(id)}${queryString({ who })}`, { method: 'DELETE' }),
  scales: () => ask<{ items: Scale[] }>('/api/scales'),
  exports: () => ask<{ formats: { name: string; text: string }[]; levels: string[]; grains: string[] }>('/api/exports'),
  preview: (body: ExportAsked) => send<Job>('/api/exports/preview', body),
  export: (body: ExportAsked) => send<Job>('/api/exports', body),
  rules: () => ask<{ items: Rule[] }>('/api/rules'),
  stateRule: (body: { who: string; topic: string; text: string }) => send<{ items: Rule[] }>('/api/rules', body),
  compare: (one: string, other: string) => ask<Comparison>(`/api/compare${queryString({ one, other } satisfies Query)}`),
  count: (chosen: Chosen) =>
    send<{ count: number; first: { id: string; slot: string; words: string }[] }>('/api/bulk/count', chosen),
  bulk: (body: { who: string; chosen: Chosen; decision: string; expected: number; why: string }) =>
    send<Job>('/api/bulk', body),
  undoBulk: (batch: string, who: string) => send<Job>(`/api/bulk/${at(batch)}/undo`, { who }),
  sources: () => ask<{ items: Source[] }>('/api/sources'),
};

/** The latest grade of each person on a scale and target, from judgements of that target. */
export function latestGrades(
  judgements: { target_kind: string; target: string; scale: string; grade: string; who: string; when: string; why: string }[],
  scale: string,
  target: string,
): SignedGrade[] {
  const last = new Map<string, SignedGrade>();
  for (const one of [...judgements].sort((a, b) => a.when.localeCompare(b.when))) {
    if (one.target_kind === 'grade' && one.scale === scale && one.target === target) {
      const { grade, who, when, why } = one;
      last.set(who, { scale, target, grade, who, when, why });
    }
  }
  return [...last.values()];
}

/** Krippendorff's alpha in words people of the field use (Krippendorff 2004, p. 241: 0.667 and 0.8). */
export function alphaWords(alpha: number | null): string {
  if (alpha === null) return 'not defined: nothing varied';
  const grade = alpha >= 0.8 ? 'reliable' : alpha >= 0.667 ? 'for tentative conclusions' : 'too low to rely on';
  return `${alpha.toFixed(2)}, ${grade}`;
}

/** The text of one side in pieces: with the number of the shared passage it belongs to, or -1. Spans may not overlap on the left; on the right the first wins. */
export function pieces(content: string, from: number, to: number, spans: [number, number][]): { text: string; passage: number }[] {
  const cuts = spans
    .map((span, passage) => ({ start: Math.max(span[0], from), end: Math.min(span[1], to), passage }))
    .filter((span) => span.start < span.end)
    .sort((a, b) => a.start - b.start);
  const found: { text: string; passage: number }[] = [];
  let place = from;
  for (const cut of cuts) {
    const start = Math.max(cut.start, place);
    if (start >= cut.end) continue;
    if (start > place) found.push({ text: content.slice(place, start), passage: -1 });
    found.push({ text: content.slice(start, cut.end), passage: cut.passage });
    place = cut.end;
  }
  if (place < to) found.push({ text: content.slice(place, to), passage: -1 });
  return found;
}

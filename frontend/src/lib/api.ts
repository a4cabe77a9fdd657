// Asking the server. Every error arrives as problem+json (RFC 9457) and becomes a Trouble with words for people.
import type { Hypothesis } from './appraisal';
import type { CaseInfo, Card, Claim, DocumentCard, DocumentView, Finding, Incident, Job, Judgement, Matrix, Paged, Reject, SourceGraph, Suggestion } from './types';

export class Trouble extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly remedy = '',
    readonly more: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

export type Query = Record<string, string | number | boolean | string[] | undefined>;

export function queryString(query: Query): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) parts.append(name, String(one));
  }
  const written = parts.toString();
  return written ? `?${written}` : '';
}

/** Who works here, for what is shown to some and not to others (second assessments). */
function asking(): Record<string, string> {
  const name = globalThis.localStorage?.getItem('crossbearing.name') ?? '';
  return name ? { 'X-Crossbearing-Who': encodeURIComponent(name) } : {};
}

/** Told what answers say of who is signed in, where a team works (`serve --team`). */
export const heard: { account: (role: string, name: string) => void; signIn: () => void } = {
  account: () => undefined,
  signIn: () => undefined,
};

export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { credentials: 'same-origin', ...init, headers: { ...asking(), ...(init.headers as Record<string, string> | undefined) } });
  } catch {
    throw new Trouble(0, 'The server does not answer', 'Is `crossbearing serve` still running? Nothing is lost: try again.');
  }
  const body: unknown = await answer.json().catch(() => ({}));
  const [role, name] = (answer.headers?.get('X-Crossbearing-Account') ?? '').split(' ', 2);
  if (role && name) heard.account(role === 'none' ? '' : role, decodeURIComponent(name));
  if (!answer.ok) {
    const told = body as { detail?: string; remedy?: string; sign_in?: boolean };
    if (answer.status === 401 && told.sign_in) heard.signIn();
    throw new Trouble(answer.status, told.detail ?? answer.statusText, told.remedy ?? '', body as Record<string, unknown>);
  }
  return body as T;
}

const at = encodeURIComponent;
const posted = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

export type Role = 'reader' | 'reviewer' | 'editor' | 'admin';

export interface Account {
  name: string;
  role: Role | '';
  everywhere: boolean;
  closed: boolean;
}

/** Addresses of a team. */
export const team = {
  signIn: (name: string, password: string) => ask<Account & { case: string }>('/api/team/login', posted({ name, password })),
  signOut: () => ask('/api/team/logout', posted({})),
  password: (present: string, password: string) => ask('/api/team/password', posted({ present, password })),
  accounts: () => ask<{ items: Account[] }>('/api/team/accounts'),
  add: (account: { name: string; password: string; role: Role; everywhere: boolean }) =>
    ask<Account>('/api/team/accounts', posted(account)),
  change: (change: { name: string; role?: Role; everywhere?: boolean; no_access?: boolean; password?: string; closed?: boolean }) =>
    ask<Account>('/api/team/accounts/change', posted(change)),
};

export interface Draft {
  id: string;
  target_kind: 'statement' | 'incident' | 'link' | 'grade' | 'hypothesis' | 'rating' | 'evidence';
  target: string;
  decision: string;
  who: string;
  why?: string;
  document?: string;
  quote?: string;
  slot?: string;
  value?: Record<string, unknown> | null;
  other?: string;
  scale?: string;
  grade?: string;
  text?: string;
}

export interface Decided {
  stored: string[];
  judgements: Judgement[];
  contested: string[];
  reweighed: string[];
}

/** A person's decision on which reports tell of one incident. */
export interface Grouped {
  work: 'join' | 'apart' | 'move';
  incident: string;
  other: string;
  document: string;
  who: string;
  when: string;
  why: string;
  /** Whether it has done its work: it parted the incident from one that it had taken over. */
  over: boolean;
}

export interface Grouping {
  incident: string;
  aliases: string[];
  items: Grouped[];
}

export interface CareRecord {
  by: string;
  at: string;
  confidential: boolean;
  figures: boolean;
  consent: string;
  scope: string;
  embargo: string;
  retain_until: string;
  content: string[];
  cleared: boolean;
  why: string;
}

export interface CareView {
  record: CareRecord;
  recorded: boolean;
  consents: string[];
  contents: string[];
  namings: string[];
}

export const api = {
  case: () => ask<CaseInfo>('/api/case'),
  incidents: (query: Query) => ask<Paged<Card>>(`/api/incidents${queryString(query)}`),
  incident: (id: string) => ask<Incident>(`/api/incidents/${at(id)}`),
  matrix: (id: string) => ask<Matrix>(`/api/incidents/${at(id)}/matrix`),
  graph: (id: string) => ask<SourceGraph>(`/api/incidents/${at(id)}/sources`),
  words: (incident: string, claim: string[]) => ask<{ items: Claim[] }>(`/api/incidents/${at(incident)}/claims${queryString({ claim })}`),
  grouping: (incident: string) => ask<Grouping>(`/api/incidents/${at(incident)}/grouping`),
  regroup: (incident: string, asked: { who: string; why: string; work: Grouped['work'] | 'open'; other?: string; document?: string }) =>
    ask<{ job: string }>(`/api/incidents/${at(incident)}/grouping`, posted(asked)),
  care: (document: string) => ask<CareView>(`/api/documents/${at(document)}/care`),
  setCare: (document: string, care: Record<string, unknown>) => ask<{ told: string }>(`/api/documents/${at(document)}/care`, posted(care)),
  careFor: (what: 'names' | 'places', care: Record<string, unknown>) => ask<{ told: string }>(`/api/care/${what}`, posted(care)),
  hypotheses: (id: string) => ask<{ items: Hypothesis[] }>(`/api/incidents/${at(id)}/hypotheses`),
  claims: (query: Query) => ask<Paged<Claim>>(`/api/claims${queryString(query)}`),
  documents: (query: Query) => ask<Paged<DocumentCard>>(`/api/documents${queryString(query)}`),
  document: (id: string) => ask<DocumentView>(`/api/documents/${at(id)}`),
  search: (q: string) =>
    ask<{ items: { document: string; title: string; snippet: string; translation?: string }[] }>(`/api/search${queryString({ q })}`),
  queue: (query: Query) =>
    ask<{ total: number; items: Suggestion[]; findings: Record<string, Finding> }>(`/api/queue${queryString(query)}`),
  rejects: () => ask<{ items: Reject[] }>('/api/rejects'),
  outlines: () => ask<GeoJSON.FeatureCollection>('/api/outlines'),
  decide: (items: Draft[], tag?: string) =>
    ask<Decided>('/api/judgements', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(tag ? { 'If-Match': tag } : {}) },
      body: JSON.stringify({ items }),
    }),
  take: (files: File[]) => {
    const form = new FormData();
    for (const file of files) form.append('files', file, file.webkitRelativePath || file.name);
    return ask<Job>('/api/files', { method: 'POST', body: form });
  },
  job: (id: string) => ask<Job>(`/api/jobs/${at(id)}`),
};

/** Follow a job until it has ended; returns a function that stops following. */
export function follow(id: string, told: (job: Job) => void): () => void {
  const events = new EventSource(`/api/jobs/${at(id)}/events`);
  events.addEventListener('progress', (event) => {
    const job = JSON.parse((event as MessageEvent<string>).data) as Job;
    told(job);
    if (job.state !== 'running') events.close();
  });
  return () => events.close();
}

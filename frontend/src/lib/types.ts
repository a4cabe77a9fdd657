// The shapes of the API, as far as the screens use them. They are documented in docs/guide/json.md.
import type { Appraisal } from './appraisal';

export type Verdict =
  | 'agreed'
  | 'repeated'
  | 'single_origin'
  | 'origin_not_stated'
  | 'range'
  | 'superseded'
  | 'changed_account'
  | 'disputed'
  | 'not_comparable'
  | 'unknown';

export interface Value {
  type: string;
  words: string;
  text: string;
  [field: string]: unknown;
}

export interface Paged<T> {
  items: T[];
  next: string;
  total: number;
}

export interface Facets {
  counts: Record<string, Record<string, number>>;
  unlocated: number;
  undated: number;
  machine: number;
  confirmed: number;
  rejected: number;
}

export interface CaseInfo {
  name: string;
  version: string;
  meta: Record<string, string>;
  counts: Record<string, number>;
  facets: Facets;
  questions: Record<string, string>;
  events: Record<string, string>;
  intent: Record<string, string>;
}

export interface Card {
  id: string;
  title: string;
  type: string;
  type_label: string;
  when: string;
  start: string;
  end: string;
  where: string;
  latitude: number | null;
  longitude: number | null;
  radius: number | null;
  precision: string;
  documents: number;
  claims: number;
  publishers: string[];
  parties: string[];
  verdicts: Partial<Record<Verdict, number>>;
  killed: string[];
  status: string;
}

export interface Judgement {
  id: string;
  target_kind: string;
  target: string;
  decision: string;
  who: string;
  when: string;
  why: string;
  value: Value | null;
  grade: string;
  scale: string;
}

export interface Speaker {
  name: string;
  link: string;
  named: boolean;
  actor: string;
  stance: string;
}

export interface Claim {
  id: string;
  statement: string;
  document: string;
  span: { start: number | null; end: number | null; quote: string };
  event: { id: string; type: string; negated: boolean; phase: string };
  slot: string;
  question: string;
  value: Value;
  scope: string;
  speakers: Speaker[];
  stance: string;
  basis: string;
  hedges: string[];
  by?: string;
  score: number;
  publishers: string[];
  judgement: { decision: string; who: string; when: string; why: string; value: Value | null } | null;
  judgements: Judgement[];
  contested: boolean;
  context?: { before: string; behind: string } | null;
  covered?: boolean;
}

export interface Holding {
  holder: string;
  family: string;
  value: Value;
  claims: string[];
  outlets: string[];
  said_at: string;
  current: boolean;
  note: string;
  reason: string;
  denied: boolean;
  role?: 'position' | 'spanning' | 'unknown';
}

export interface Position {
  value: Value;
  holdings: Holding[];
  families: string[];
  outlets: string[];
  superseded: boolean;
}

export interface Finding {
  id: string;
  incident: string;
  slot: string;
  question: string;
  scope: string;
  unit: string;
  verdict: Verdict;
  reason: string;
  positions: Position[];
  spanning: Holding[];
  unknowns: Holding[];
  outlets: number;
  state_origin: number;
  state_none: number;
  one_side: string;
  machine: number;
  confirmed: number;
}

export interface Headline {
  id: string;
  question: string;
  slot: string;
  scope: string;
  verdict: Verdict;
  reason: string;
  answers: { words: string; families: number; outlets: number; superseded: string }[];
}

export interface Incident extends Card {
  families: number;
  outlets: number;
  state_origin: number;
  state_none: number;
  machine: number;
  confirmed: number;
  disputed: Headline[];
  agreed: Headline[];
  findings: Finding[];
  appraisal: Appraisal | null;
  relations: { kind: string; incident: string; other: string; other_title: string; reason: string; told: boolean }[];
  judgements: Judgement[];
}

export interface Column {
  key: string;
  name: string;
  bodies: string[];
  outlets: string[];
  reasons: string[];
}

export interface MatrixRow {
  id: string;
  slot: string;
  question: string;
  scope: string;
  unit: string;
  verdict: Verdict;
  reason: string;
  outlets: number;
  state_origin: number;
  state_none: number;
  machine: number;
  confirmed: number;
  cells: Record<string, Holding[]>;
}

export interface Matrix {
  incident: string;
  columns: Column[];
  rows: MatrixRow[];
}

export interface SourceGraph {
  incident: string;
  nodes: { id: string; kind: 'outlet' | 'body'; about: string; claims: number }[];
  edges: {
    from: string;
    to: string;
    reason: 'quotes' | 'credits' | 'names' | 'copies' | 'echoes';
    words: string;
    certainty: string;
    claims: number;
    claim_ids: string[];
    documents: string[];
    since: string;
    circular: boolean;
  }[];
  origins: {
    id: string;
    family: string;
    holders: string[];
    slot: string;
    question: string;
    value: string;
    certainty: string;
    reasons: string[];
    claims: string[];
    outlets: string[];
  }[];
  outlets: {
    publisher: string;
    kind: string;
    country: string;
    url: string;
    published: string;
    title: string;
    credit: string;
    document: string;
  }[];
}

export interface Publication {
  publisher: string;
  kind: string;
  country: string;
  url: string;
  published: string;
  credit: string;
  title: string;
  basis?: [string, string][];
}

export interface Block {
  kind: string;
  start: number;
  end: number;
  label: string;
  page: number | null;
  read: boolean;
}

export interface DocumentView {
  id: string;
  sha256: string;
  locator: string;
  media_type: string;
  size: number;
  name: string;
  collected_at: string;
  cover?: string;
  publications: Publication[];
  text: { id: string; extractor: string; language: string; content: string; blocks: Block[] } | null;
  marks: { kind: string; start: number; end: number; quote: string; note: string }[];
}

export interface DocumentCard {
  id: string;
  name: string;
  title: string;
  publisher: string;
  published: string;
  language: string;
  read: boolean;
  media_type: string;
  claims: number;
}

export interface Suggestion {
  claim: Claim;
  finding: string;
  share: number;
  weight: number;
  reason: string;
}

export interface Reject {
  step: string;
  where: string;
  kind: string;
  reason: string;
  remedy: string;
  fatal: boolean;
}

export interface Job {
  id: string;
  name: string;
  state: 'running' | 'done' | 'failed';
  phase: string;
  share: number;
  result: { files?: number; rejects?: Reject[]; detail?: string; remedy?: string };
}

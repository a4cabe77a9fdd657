// The reader's part of the API: coding by hand, translations, pages as pictures, versions, tables before they are taken.
import { ask } from './api';
import type { Claim, DocumentView } from './types';

const at = encodeURIComponent;
const sent = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

export interface Vocabulary {
  slots: Record<string, { question: string; values: string[] }>;
  stances: string[];
  bases: string[];
  links: string[];
  statuses: string[];
}

export interface Candidate {
  id: string;
  name: string;
  country: string;
  latitude: number;
  longitude: number;
  kind: string;
  radius: number;
  score: number;
  reason: string;
}

export interface CodingDraft {
  id: string;
  who: string;
  text: string;
  start: number;
  end: number;
  quote: string;
  slot: string;
  value: Record<string, unknown>;
  speakers: { name: string; link: string; named: boolean }[];
  stance: string;
  basis: string;
  scope: string;
  event: { id?: string; type?: string; label?: string; phase?: number };
  corrects: string;
  incident: string;
  why: string;
}

export interface Coded {
  id: string;
  subject: string;
  by: string;
  at: string;
  claim: { id: string; statement: string };
  corrects: string;
  withdrawn: boolean;
  why: string;
}

export interface Paragraph {
  start: number;
  end: number;
  text: string;
}

export interface Translation {
  id: string;
  by: string;
  at: string;
  text: string;
  language: string;
  paragraphs: Paragraph[];
  translator: string;
}

export interface Version {
  document: string;
  sha256: string;
  collected_at: string;
  published: string;
  title: string;
  url: string;
  captured: string;
  this: boolean;
}

export interface Mapping {
  columns: Record<string, string>;
  slots: Record<string, string>;
  date_order: string;
  language: string;
  by: string;
}

export interface TablePreview {
  name: string;
  columns: string[];
  rows: Record<string, string>[];
  guess: Record<string, string>;
  note: string;
  words: Record<string, string[]>;
  fields: { report: string[]; claim: string[] };
  damaged: number;
  remembered: Mapping | null;
}

let known: Promise<Vocabulary> | null = null;

export const reading = {
  vocabulary: (): Promise<Vocabulary> =>
    (known ??= ask<Vocabulary>('/api/coding').catch((error: unknown) => {
      known = null;
      throw error;
    })),
  places: (name: string) => ask<{ items: Candidate[] }>(`/api/places?name=${at(name)}`),
  coded: (document: string) => ask<{ items: Coded[] }>(`/api/documents/${at(document)}/coded`),
  code: (document: string, draft: CodingDraft) =>
    ask<{ record: Coded; claim: Claim; job: string }>(`/api/documents/${at(document)}/claims`, sent(draft)),
  withdraw: (record: string, who: string, why = '') =>
    ask<{ record: Coded; job: string }>(`/api/coded/${at(record)}/withdraw`, sent({ who, why })),
  page: (document: string, page: number, words: string) =>
    ask<{ pages: number; width: number; height: number; boxes: [number, number, number, number][] }>(
      `/api/documents/${at(document)}/pages/${page}?words=${at(words.slice(0, 2000))}`,
    ),
  versions: (document: string) => ask<{ items: Version[] }>(`/api/documents/${at(document)}/versions`),
  translations: (document: string) => ask<{ items: Translation[] }>(`/api/documents/${at(document)}/translations`),
  translate: (document: DocumentView, draft: { id: string; who: string; language: string; translator: string; paragraphs: Paragraph[] }) =>
    ask<{ record: Translation }>(`/api/documents/${at(document.id)}/translations`, sent({ ...draft, text: document.text?.id ?? '' })),
  untranslate: (record: string, who: string) => ask<unknown>(`/api/translations/${at(record)}/withdraw`, sent({ who })),
  look: (file: File) => {
    const form = new FormData();
    form.append('file', file, file.name);
    return ask<TablePreview>('/api/tables', { method: 'POST', body: form });
  },
  map: (draft: { who: string; headers: string[]; columns: Record<string, string>; slots: Record<string, string>; date_order: string; language: string }) =>
    ask<{ mapping: string; remembered: Mapping }>('/api/tables/mapping', sent(draft)),
};

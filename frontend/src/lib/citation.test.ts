import { describe, expect, it } from 'vitest';
import { citation } from './citation';
import type { DocumentView } from './types';

const doc = {
  name: 'posts.csv',
  locator: 'row=7',
  sha256: 'ab12',
  collected_at: '2026-01-02T03:04:05Z',
  publications: [
    {
      publisher: 'Harbour Gazette', kind: '', country: '', url: 'https://gazette.example/1', published: '2019-03-04', credit: '', title: 'Shelling at the harbour',
      basis: [['archive', "https://archive.example/x (column 'archive_url')"], ['captured', "2019-03-05 (column 'archived_at')"]],
    },
  ],
} as unknown as DocumentView;

describe('citations', () => {
  it('names outlet, title, date, address, archive copy, capture and hash, and quotes the words', () => {
    expect(citation(doc, 'four\n people')).toBe(
      '“four people” (Harbour Gazette, “Shelling at the harbour”, 4 Mar 2019, https://gazette.example/1, archived at https://archive.example/x, captured 2019-03-05, collected 2 Jan 2026, posts.csv, row=7, SHA-256 ab12).',
    );
  });
  it('leaves out what is not known', () => {
    expect(citation({ ...doc, locator: '', publications: [] })).toBe('publisher unknown, undated, collected 2 Jan 2026, posts.csv, SHA-256 ab12.');
  });
});

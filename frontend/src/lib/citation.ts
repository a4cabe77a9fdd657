// A citation of a document and of exact words in it, in one line that can stand in any text.
import type { DocumentView } from './types';
import { day } from './words';

const told = (basis: [string, string][], name: string): string =>
  (basis.find(([field]) => field === name)?.[1] ?? '').replace(/ \(column '[^']*'\)$/, '');

/** Outlet, title, date, address, archive copy and capture, hash, and the words. What is not known is left out. */
export function citation(document: DocumentView, words = ''): string {
  const publication = document.publications[0];
  const basis = publication?.basis ?? [];
  const archive = told(basis, 'archive');
  const captured = told(basis, 'captured');
  const parts = [
    publication?.publisher || 'publisher unknown',
    publication?.title ? `“${publication.title}”` : '',
    publication?.credit ? `credit ${publication.credit}` : '',
    day(publication?.published ?? '') || 'undated',
    publication?.url ?? '',
    archive ? `archived at ${archive}` : '',
    captured ? `captured ${captured}` : '',
    `collected ${day(document.collected_at)}`,
    document.locator ? `${document.name}, ${document.locator}` : document.name,
    `SHA-256 ${document.sha256}`,
  ];
  const cited = `${parts.filter(Boolean).join(', ')}.`;
  return words ? `“${words.replaceAll(/\s+/g, ' ').trim()}” (${cited.slice(0, -1)}).` : cited;
}

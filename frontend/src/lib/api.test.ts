import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, queryString, Trouble } from './api';

afterEach(() => vi.unstubAllGlobals());

describe('queryString', () => {
  it('leaves out what is empty and repeats lists', () => {
    expect(queryString({ words: '', type: ['a', 'b'], limit: 5, status: undefined })).toBe('?type=a&type=b&limit=5');
    expect(queryString({})).toBe('');
  });
});

describe('asking', () => {
  it('turns problem+json into words', async () => {
    const problem = { status: 404, detail: 'no such incident', remedy: 'list them' };
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(problem), { status: 404 })));
    await expect(api.incident('X')).rejects.toMatchObject({ status: 404, message: 'no such incident', remedy: 'list them' });
  });

  it('says that the server is away, and that nothing is lost', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    const error: unknown = await api.case().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Trouble);
    expect((error as Trouble).remedy).toContain('Nothing is lost');
  });
});

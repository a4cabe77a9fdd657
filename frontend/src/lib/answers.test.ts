import { describe, expect, it } from 'vitest';
import { answer, asWritten, parseDuration, parsePlace } from './answers';
import type { Value } from './types';

describe('answers as people write them', () => {
  it.each([
    ['count', '40-50', { $: 'Count', text: '40-50', low: 40, high: 50 }],
    ['text', ' as told ', { $: 'TextValue', text: 'as told' }],
    ['category', 'not deliberate', { $: 'Category', text: 'not deliberate', scheme: 'intent', code: 'deliberate', negated: true }],
    ['actors', 'US CENTCOM; the Syrian army', { $: 'Actors', text: 'US CENTCOM; the Syrian army', members: [{ name: 'US CENTCOM' }, { name: 'the Syrian army' }] }],
    ['place', 'Latakia', { $: 'Place', text: 'Latakia', name: 'Latakia' }],
    ['items', 'at least 3 tank, destroyed', { $: 'Items', text: 'at least 3 tank, destroyed', kind: 'tank', effect: 'destroyed', count: { text: 'at least 3', low: 3 } }],
    ['items', 'guns', { $: 'Items', text: 'guns', kind: 'guns', count: { text: 'guns', state: 'unknown' } }],
  ])('%s: %s', (type, written, made) => expect(answer(type, written, 'intent')).toEqual(made));
  it.each([
    ['count', '50-40'],
    ['when', 'yesterday'],
    ['place', 'x @ 95, 10'],
    ['place', ''],
    ['actors', ' ; '],
    ['duration', 'long'],
    ['text', ' '],
  ])('%s: %s is none', (type, written) => expect(answer(type, written, 'x')).toBeNull());
  it('reads places with a point and lengths with a range', () => {
    expect(parsePlace('مرفأ @ 35.5, 35.8, 500')).toEqual({ text: 'مرفأ', name: 'مرفأ', latitude: 35.5, longitude: 35.8, radius: 500, precision: 'site' });
    expect(parseDuration('1-2 hours')).toEqual({ text: '1-2 hours', low: 3600, high: 7200 });
  });
  it('begins a correction from what stands there, so that sending it unchanged changes nothing', () => {
    const value = { type: 'place', words: '', text: 'near the port', name: 'Latakia', latitude: 35.5, longitude: 35.8, radius: 500 } as unknown as Value;
    expect(asWritten(value)).toBe('Latakia @ 35.5, 35.8, 500');
    const count = { type: 'count', words: '≥15', text: 'at least 15', low: 15, high: null, state: 'number', word: '', about: false } as unknown as Value;
    expect(asWritten(count)).toBe('at least 15');
  });
});

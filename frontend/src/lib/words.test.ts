import { describe, expect, it } from 'vitest';
import { day, many, metres, scopeWords, thing, VERDICTS } from './words';

describe('day', () => {
  it('tells no more than is known', () => {
    expect(day('2016-09-17T17:00:00')).toBe('17 Sep 2016');
    expect(day('2016-09')).toBe('Sep 2016');
    expect(day('2016')).toBe('2016');
    expect(day('')).toBe('');
    expect(day('soon')).toBe('soon');
  });
});

describe('thing', () => {
  it('writes kinds of things as people do', () => {
    expect(['a_10', 'su_24', 'mig', 'anti_aircraft_gun', 'tank', ''].map(thing)).toEqual(['A-10', 'Su-24', 'MiG', 'anti-aircraft gun', 'tank', '']);
  });
});

describe('many and metres', () => {
  it('count and round for people', () => {
    expect(many(1, 'claim')).toBe('1 claim');
    expect(many(1200, 'claim')).toBe('1,200 claims');
    expect(metres(850)).toBe('850 m');
    expect(metres(5400)).toBe('5.4 km');
    expect(metres(null)).toBe('');
  });
});

describe('scopeWords', () => {
  it('tell a happening around the incident apart from a part of it', () => {
    expect(scopeWords('whole')).toBe('');
    expect(scopeWords('event: aircraft_downed; part: children')).toBe('around it: aircraft downed; part: children');
  });
});

describe('verdicts', () => {
  it('each have a sign of their own, so that colour never stands alone', () => {
    const signs = Object.values(VERDICTS).map((one) => one.sign);
    expect(new Set(signs).size).toBe(signs.length);
  });
});

import { describe, expect, it } from 'vitest';
import { apart, areaOf, bounds, circle } from './geo';

describe('circle', () => {
  it('stays at its distance from the centre, also far north', () => {
    for (const [lon, lat] of [[40.1, 35.3], [25, 78]] as const) {
      for (const [x, y] of circle(lon, lat, 10_000)) {
        const dx = (x - lon) * Math.cos((lat * Math.PI) / 180) * 111_195;
        const dy = (y - lat) * 111_195;
        expect(Math.hypot(dx, dy)).toBeGreaterThan(9_700);
        expect(Math.hypot(dx, dy)).toBeLessThan(10_300);
      }
    }
  });
});

describe('bounds', () => {
  it('is null for nothing and holds every area', () => {
    expect(bounds([])).toBeNull();
    const box = bounds([
      { id: 'a', label: '', latitude: 35, longitude: 40, radius: 5000 },
      { id: 'b', label: '', latitude: 36, longitude: 38, radius: 100 },
    ]);
    expect(box?.[0]).toBeLessThan(38);
    expect(box?.[3]).toBeGreaterThan(36);
  });
});

it('only an answer that was located has an area', () => {
  expect(areaOf({ type: 'place', words: 'Latakia', latitude: 35.5, longitude: 35.8, radius: 5000 })).toEqual({ id: 'Latakia', label: 'Latakia', latitude: 35.5, longitude: 35.8, radius: 5000 });
  expect(areaOf({ type: 'place', words: 'somewhere', latitude: null, longitude: null, radius: null })).toBeNull();
  expect(areaOf({ type: 'count', words: '3' })).toBeNull();
});

it('the distance of two centres is that on the sphere', () => {
  const at = (latitude: number, longitude: number) => ({ id: '', label: '', latitude, longitude, radius: 0 });
  expect(apart(at(0, 0), at(0, 0))).toBe(0);
  expect(apart(at(0, 179.5), at(0, -179.5))).toBeCloseTo(111_195, -2);
});

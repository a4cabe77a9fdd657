// Areas on the globe as GeoJSON.

const EARTH = 6_371_008.8;

/** A circle of so many metres around a point, as a ring of 48 corners (direct geodesic on the sphere). */
export function circle(longitude: number, latitude: number, metres: number): [number, number][] {
  const phi = (latitude * Math.PI) / 180;
  const lambda = (longitude * Math.PI) / 180;
  const angle = Math.min(metres / EARTH, Math.PI / 2);
  const ring: [number, number][] = [];
  for (let step = 0; step <= 48; step++) {
    const bearing = (step / 48) * 2 * Math.PI;
    const lat = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing));
    const lon =
      lambda +
      Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(phi), Math.cos(angle) - Math.sin(phi) * Math.sin(lat));
    ring.push([(lon * 180) / Math.PI, (lat * 180) / Math.PI]);
  }
  return ring;
}

export interface Area {
  id: string;
  label: string;
  latitude: number;
  longitude: number;
  radius: number;
}

/** The area of a place as an answer gives it, or null where it was not located. */
export function areaOf(value: { type: string; words: string; [field: string]: unknown }): Area | null {
  const { latitude, longitude, radius } = value;
  if (value.type !== 'place' || typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  return { id: value.words, label: value.words, latitude, longitude, radius: typeof radius === 'number' ? radius : 0 };
}

/** The distance between the centres of two areas in metres (haversine). */
export function apart(one: Area, other: Area): number {
  const rad = Math.PI / 180;
  const a =
    Math.sin(((other.latitude - one.latitude) * rad) / 2) ** 2 +
    Math.cos(one.latitude * rad) * Math.cos(other.latitude * rad) * Math.sin(((other.longitude - one.longitude) * rad) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** West, south, east, north of some areas with a margin, or null for none. */
export function bounds(areas: Area[]): [number, number, number, number] | null {
  if (!areas.length) return null;
  const margin = (area: Area): number => Math.max(area.radius, 3000) / 111_000;
  const wide = (area: Area): number => margin(area) / Math.max(Math.cos((area.latitude * Math.PI) / 180), 0.1);
  return [
    Math.max(-180, Math.min(...areas.map((area) => area.longitude - wide(area)))),
    Math.max(-85, Math.min(...areas.map((area) => area.latitude - margin(area)))),
    Math.min(180, Math.max(...areas.map((area) => area.longitude + wide(area)))),
    Math.min(85, Math.max(...areas.map((area) => area.latitude + margin(area)))),
  ];
}

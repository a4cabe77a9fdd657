// How this person wants the workbench shown, kept in this browser alone.

export const THEMES = { auto: 'as the system', light: 'light', dark: 'dark' } as const;
export const MOTION = { auto: 'as the system', reduce: 'none' } as const;
export const PRACTICES = { '': 'all side by side', airwars: 'Airwars', ucdp: 'UCDP', acled: 'ACLED' } as const;
export const ZONES = { local: 'this computer’s time', UTC: 'UTC', 'Asia/Damascus': 'Damascus', 'Asia/Gaza': 'Gaza', 'Europe/Kyiv': 'Kyiv', 'Asia/Aden': 'Aden', 'Africa/Khartoum': 'Khartoum' } as const;
export const LOCALES = { 'en-GB': 'English (17 Sep 2016)', 'en-US': 'English, American (Sep 17, 2016)', ar: 'Arabic', fr: 'French', ru: 'Russian', uk: 'Ukrainian' } as const;

const KEY = 'crossbearing.prefs';

export interface Kept {
  theme: keyof typeof THEMES;
  motion: keyof typeof MOTION;
  practice: keyof typeof PRACTICES;
  zone: keyof typeof ZONES;
  locale: keyof typeof LOCALES;
}

const USUAL: Kept = { theme: 'auto', motion: 'auto', practice: '', zone: 'local', locale: 'en-GB' };
const TABLES = { theme: THEMES, motion: MOTION, practice: PRACTICES, zone: ZONES, locale: LOCALES };

/** What was kept, without anything that is not offered (any more). */
export function readPrefs(written: string | null): Kept {
  let found: Record<string, unknown> = {};
  try {
    found = (JSON.parse(written ?? '{}') as Record<string, unknown> | null) ?? {};
  } catch {
    // Damaged: as if nothing had been kept.
  }
  const kept: Record<string, unknown> = { ...USUAL };
  for (const [name, table] of Object.entries(TABLES)) {
    const value = found[name];
    if (typeof value === 'string' && Object.hasOwn(table, value)) kept[name] = value;
  }
  return kept as unknown as Kept;
}

/** A moment of the API (UTC, ISO 8601) as the person wants times written; the zone always stands beside it. */
export function moment(iso: string, kept: Kept): string {
  const time = new Date(iso);
  if (!iso || Number.isNaN(time.getTime())) return iso;
  return new Intl.DateTimeFormat(kept.locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(kept.zone === 'local' ? {} : { timeZone: kept.zone }),
  }).format(time);
}

class Prefs {
  kept = $state.raw<Kept>(readPrefs(globalThis.localStorage?.getItem(KEY) ?? null));

  set(changes: Partial<Kept>): void {
    this.kept = { ...this.kept, ...changes };
    window.localStorage.setItem(KEY, JSON.stringify(this.kept));
    this.apply();
  }

  apply(): void {
    const root = document.documentElement;
    root.dataset['theme'] = this.kept.theme;
    root.dataset['motion'] = this.kept.motion;
  }

  moment(iso: string): string {
    return moment(iso, this.kept);
  }
}

export const prefs = new Prefs();

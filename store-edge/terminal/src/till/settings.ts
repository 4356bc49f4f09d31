/** What belongs to this till or to one of its users, and may be lost without harm: language, look, sound. */
import type { Locale } from '@comptoir/ui-kit';

type Settings = Readonly<{
  theme: 'system' | 'light' | 'dark';
  sound: boolean;
  /** The last language on this till, which the lock screen speaks. */
  locale: Locale;
  /** Chosen by a user here, over the language of the staff file. */
  localeOf: Readonly<Record<string, Locale>>;
}>;

const key = 'till-settings';
const initial: Settings = { theme: 'system', sound: true, locale: 'fr-CA', localeOf: {} };

export function readSettings(): Settings {
  try {
    return { ...initial, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Settings>) };
  } catch {
    return initial;
  }
}

export function keepSettings(patch: Partial<Settings>): void {
  localStorage.setItem(key, JSON.stringify({ ...readSettings(), ...patch }));
}

export const localeOfStaff = (staffId: string, language: 'fr' | 'en'): Locale =>
  readSettings().localeOf[staffId] ?? (language === 'en' ? 'en-CA' : 'fr-CA');

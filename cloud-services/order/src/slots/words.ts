/** A slot and a day as people say them, in an order's language. */
import type { Slot } from '../api.ts';

const locales = { fr: 'fr-CA', en: 'en-CA' } as const;

/** `2026-12-02` → `mercredi 2 décembre`. */
export const dayText = (day: string, language: 'fr' | 'en'): string =>
  longDay(language, 'UTC').format(new Date(`${day}T00:00:00Z`));

/** `mercredi 2 décembre, de 10 h 00 à 12 h 00`. @param timeZone by whose calendar customers come. */
export function slotText({ startsAt, endsAt }: Slot, language: 'fr' | 'en', timeZone: string): string {
  const [from, to] = [startsAt, endsAt].map((at) =>
    new Intl.DateTimeFormat(locales[language], { hour: 'numeric', minute: '2-digit', timeZone }).format(
      new Date(at),
    ),
  );
  const day = longDay(language, timeZone).format(new Date(startsAt));
  return language === 'fr' ? `${day}, de ${from} à ${to}` : `${day}, ${from} to ${to}`;
}

const longDay = (language: 'fr' | 'en', zone: string) =>
  new Intl.DateTimeFormat(locales[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  });

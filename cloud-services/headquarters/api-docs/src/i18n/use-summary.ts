import { useLingui } from '@lingui/react';
import type { Call } from '../openapi/calls.ts';
import { french } from './summaries.ts';

/** What a call does, in the reader's language; in English, and said to be so, where nobody has put it into French yet. */
export function useSummary({ operation }: Call): Readonly<{ text: string; language: 'fr-CA' | 'en-CA' }> {
  const { i18n } = useLingui();
  const { summary = '' } = operation;
  const translated = i18n.locale === 'fr-CA' ? french(summary) : undefined;
  return translated === undefined
    ? { text: summary, language: 'en-CA' }
    : { text: translated, language: 'fr-CA' };
}

import { useLingui } from '@lingui/react/macro';
import { createContext, use } from 'react';

/** Where operators look at traces; undefined: nowhere that this page knows. */
export const TracesAddress = createContext<string | undefined>(undefined);

/** The traces of an order, or of whatever else has a number or a reference. */
export function TracesLink({ text }: { text: string }) {
  const { t, i18n } = useLingui();
  const address = use(TracesAddress);
  if (address === undefined) return null;
  const query = new URLSearchParams({ text, lang: i18n.locale });
  return (
    <a href={`${address}/?${query}`} target="_blank" rel="noreferrer" data-testid="traces-link">
      {t`Voir la trace`}
    </a>
  );
}

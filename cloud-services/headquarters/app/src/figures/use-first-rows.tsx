import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';

const rowsAtOnce = 50;

/**
 * A network of stores has hundreds of cashiers: who looks for the first of them does not wait for all.
 * @returns `more`: the key to the next ones, while there are any.
 */
export function useFirstRows<R>(rows: readonly R[]): Readonly<{ first: readonly R[]; more: ReactNode }> {
  const { t } = useLingui();
  const [shown, setShown] = useState(rowsAtOnce);
  const more =
    rows.length > shown ? (
      <button type="button" className="button" onClick={() => setShown(shown + rowsAtOnce)}>
        {t`Afficher la suite`}
      </button>
    ) : null;
  return { first: rows.slice(0, shown), more };
}

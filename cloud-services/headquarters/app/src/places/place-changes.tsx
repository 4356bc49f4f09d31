import type { StoreChanges } from '@comptoir/sales/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { ChangeList } from '../audit/change-list.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useCashiers } from '../sales/use-cashiers.ts';
import css from './places.module.css';
import { usePlaceChanges } from './use-places.ts';

type Entry = StoreChanges['items'][number];

/** Who changed what of a store, newest first. */
export function PlaceChanges({ storeId }: { storeId: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const changes = usePlaceChanges(storeId);
  const people = useCashiers();
  const whenOf = ({ at }: Entry) =>
    `${formatDay(new Date(at), headOfficeTimeZone)} ${formatTime(new Date(at), locale, headOfficeTimeZone)}`;
  return (
    <section className={`sheet ${css.section}`} aria-labelledby="changes-title">
      <h2 id="changes-title">{t`Changements`}</h2>
      {changes.error ? <FaultMessage fault={changes.error} /> : null}
      {changes.data?.items.length === 0 ? <p className="muted">{t`Aucun changement n’est noté.`}</p> : null}
      <ul className={css.changes}>
        {changes.data?.items.map((entry) => (
          <li key={entry.version} data-testid="place-change">
            <strong>{people.get(entry.by) ?? entry.by}</strong>{' '}
            <span className="muted">
              {whenOf(entry)}
              {entry.version === 1 ? ` · ${t`création`}` : ''}
            </span>
            {entry.version === 1 ? null : <ChangeList changes={entry.changes} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { ActList } from '@comptoir/reporting/documents/api';
import { Amount, formatDay, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { Scrolled } from '../frame/scrolled.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useCashiers } from '../sales/use-cashiers.ts';
import css from './figure-table.module.css';
import { Listed } from './listed.tsx';
import { useActWords } from './use-figure-words.ts';
import { useNarrowingWords } from './use-narrowing-words.ts';

type Act = ActList['items'][number];

/** What cashiers did that losses are looked for in; what was done in a sale leads to its receipt. */
export function ActsPage() {
  const { t } = useLingui();
  const about = useNarrowingWords();
  return (
    <Listed<Act> title={t`Actes derrière ce chiffre`} name="acts" about={about}>
      {(items) => <ActsTable acts={items} />}
    </Listed>
  );
}

function ActsTable({ acts }: { acts: readonly Act[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const people = useCashiers();
  const words = useActWords();
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Heure`}</th>
            <th>{t`Acte`}</th>
            <th>{t`Caissier`}</th>
            <th className={css.wide}>{t`Magasin`}</th>
            <th className={css.wide}>{t`Raison`}</th>
            <th>{t`Reçu`}</th>
            <th className="figure">{t`Montant`}</th>
          </tr>
        </thead>
        <tbody>
          {acts.map((act) => (
            <tr key={act.actId} data-testid="act-row">
              <td>
                {formatDay(new Date(act.at), headOfficeTimeZone)},{' '}
                {formatTime(new Date(act.at), locale, headOfficeTimeZone)}
              </td>
              <td>{words[act.kind]}</td>
              <td>{act.cashierId ? (people.get(act.cashierId) ?? '—') : '—'}</td>
              <td className={css.wide}>{act.storeCode ?? '—'}</td>
              <td className={css.wide}>{act.reason ?? '—'}</td>
              <td>
                {act.number ? <Link to={`/sales/${encodeURIComponent(act.number)}`}>{act.number}</Link> : '—'}
              </td>
              <td className="figure">
                {act.amountMinor === 0 ? '—' : <Amount amountMinor={act.amountMinor} locale={locale} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

import type { SaleSummary } from '@comptoir/sales/api';
import { Amount, formatDay, formatNumber, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { Scrolled } from '../frame/scrolled.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './sales.module.css';
import { useTenderWords } from './use-tender-words.ts';

/** A sale that came more than this after it was made is marked: its store had been cut off. */
const lateAfterMs = 60_000;

export type Store = Readonly<{ storeId: string; code: string }>;

export function SalesTable(props: {
  sales: readonly SaleSummary[];
  stores: readonly Store[];
  /** Names by id; without them there is no column for who sold. */
  cashiers?: ReadonlyMap<string, string>;
  /** Sales of more than one day are shown. */
  withDay?: boolean;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const { cashiers, withDay } = props;
  const storeCodes = new Map(props.stores.map((store) => [store.storeId, store.code]));
  const tenderWords = useTenderWords();
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Heure`}</th>
            <th>{t`Magasin`}</th>
            <th>{t`Reçu`}</th>
            {cashiers ? <th>{t`Caissier`}</th> : null}
            <th>{t`Paiement`}</th>
            <th className="figure">{t`Articles`}</th>
            <th className="figure">{t`Total`}</th>
          </tr>
        </thead>
        <tbody>
          {props.sales.map((sale) => (
            <tr key={sale.id} data-testid="sale-row" data-kind={sale.kind} data-receipt={sale.receiptNumber}>
              <td className={css.number}>
                {withDay ? `${formatDay(new Date(sale.completedAt), headOfficeTimeZone)}, ` : null}
                {formatTime(new Date(sale.completedAt), locale, headOfficeTimeZone)}
                {sale.kind === 'return' ? <span className={css.returned}>{t`Retour`}</span> : null}
                <Lateness sale={sale} />
              </td>
              <td>{storeCodes.get(sale.storeId) ?? '—'}</td>
              <td className={css.number}>
                <Link to={`/sales/${encodeURIComponent(sale.receiptNumber)}`}>{sale.receiptNumber}</Link>
              </td>
              {cashiers ? <td>{cashiers.get(sale.cashierId) ?? '—'}</td> : null}
              <td>{sale.tenders.map((kind) => tenderWords[kind] ?? kind).join(' + ')}</td>
              <td className="figure">{formatNumber(sale.itemCount, locale)}</td>
              <td className="figure">
                <Amount amountMinor={sale.total.amountMinor} locale={locale} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

function Lateness({ sale }: { sale: SaleSummary }) {
  const { t } = useLingui();
  const locale = useLocale();
  if (Date.parse(sale.receivedAt) - Date.parse(sale.completedAt) < lateAfterMs) return null;
  const received = formatTime(new Date(sale.receivedAt), locale, headOfficeTimeZone);
  return <span className={css.lateness}>{t`reçue à ${received}`}</span>;
}

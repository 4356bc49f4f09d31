import type { DocumentList } from '@comptoir/reporting/documents/api';
import { Amount, formatDay, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link, useLocation, useSearchParams } from 'react-router';
import { Scrolled } from '../frame/scrolled.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useCashiers } from '../sales/use-cashiers.ts';
import { shortKey } from './customer-key.ts';
import css from './figure-table.module.css';
import { Listed } from './listed.tsx';
import { useNarrowingWords } from './use-narrowing-words.ts';

type Document = DocumentList['items'][number];

/** The receipts, orders and refunds behind a figure; each leads to where it is read. */
export function DocumentsPage() {
  const { t } = useLingui();
  const about = useNarrowingWords();
  return (
    <Listed<Document> title={t`Derrière ce chiffre`} name="documents" about={about}>
      {(items) => <DocumentsTable documents={items} />}
    </Listed>
  );
}

function DocumentsTable({ documents }: { documents: readonly Document[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const people = useCashiers();
  // Who came again is what a cohort is about.
  const withCustomer = useSearchParams()[0].has('cohort');
  const withPart = documents.some(({ partMinor }) => partMinor !== null);
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Heure`}</th>
            <th>{t`Document`}</th>
            <th className={css.wide}>{t`Magasin`}</th>
            <th className={css.wide}>{t`Caissier`}</th>
            {withCustomer ? <th>{t`Client`}</th> : null}
            {withPart ? <th className="figure">{t`Dont`}</th> : null}
            <th className="figure">{t`Total`}</th>
          </tr>
        </thead>
        <tbody>
          {documents.map((one) => (
            <tr key={one.documentId} data-testid="document-row">
              <td>
                {formatDay(new Date(one.at), headOfficeTimeZone)},{' '}
                {formatTime(new Date(one.at), locale, headOfficeTimeZone)}
              </td>
              <td>
                <Link
                  to={one.orderId ? `/orders/${one.orderId}` : `/sales/${encodeURIComponent(one.number)}`}
                >
                  {one.number}
                </Link>{' '}
                {one.kind === 'return' ? <span className="muted">{t`Retour`}</span> : null}
              </td>
              <td className={css.wide}>{one.storeCode ?? '—'}</td>
              <td className={css.wide}>{one.cashierId ? (people.get(one.cashierId) ?? '—') : '—'}</td>
              {withCustomer ? (
                <td>{one.customerKey ? <CustomerLink customerKey={one.customerKey} /> : '—'}</td>
              ) : null}
              {withPart ? (
                <td className="figure">
                  <Amount amountMinor={one.partMinor ?? 0} locale={locale} />
                </td>
              ) : null}
              <td className="figure">
                <Amount amountMinor={one.totalMinor} locale={locale} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

/** Narrows the list to what this customer bought, whoever that is. */
function CustomerLink({ customerKey }: { customerKey: string }) {
  const { pathname, search } = useLocation();
  const narrowed = new URLSearchParams(search);
  narrowed.set('customerKey', customerKey);
  return <Link to={`${pathname}?${narrowed}`}>{shortKey(customerKey)}</Link>;
}

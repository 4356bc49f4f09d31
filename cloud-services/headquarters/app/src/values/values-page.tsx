import { Amount, formatDay } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useSearchParams } from 'react-router';
import { More } from '../figures/more.tsx';
import filterCss from '../filters/filters.module.css';
import { useStores } from '../filters/use-stores.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useTenderWords } from '../sales/use-tender-words.ts';
import { useValues } from './use-values.ts';
import css from './values.module.css';

/** Gift cards and store credit of all stores, newest first; found by the last symbols of their code. */
export function ValuesPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const [search, setSearch] = useSearchParams();
  const last4 = search.get('last4') ?? '';
  const values = useValues(last4);
  const words = useTenderWords();
  const codes = new Map(useStores().map((store) => [store.storeId, store.code]));
  const items = values.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h1>
        <Trans>Cartes-cadeaux et crédits</Trans>
      </h1>
      <div className={filterCss.filters}>
        <label className={filterCss.field}>
          <span>{t`4 derniers symboles du code`}</span>
          <input
            value={last4}
            maxLength={4}
            onChange={({ target: { value } }) =>
              setSearch(value === '' ? {} : { last4: value.toUpperCase() }, { replace: true })
            }
            autoComplete="off"
            spellCheck={false}
            data-testid="value-last4"
          />
        </label>
      </div>
      {values.error ? <FaultMessage fault={values.error} /> : null}
      {values.data && items.length === 0 ? (
        <p className="empty">{t`Aucune carte. Vérifiez les symboles, ou attendez que le magasin ait envoyé sa vente.`}</p>
      ) : null}
      {items.length > 0 ? (
        <Scrolled>
          <table className="table">
            <thead>
              <tr>
                <th>{t`Code`}</th>
                <th>{t`Genre`}</th>
                <th>{t`Émise`}</th>
                <th>{t`Magasin`}</th>
                <th className="figure">{t`Solde`}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((value) => (
                <tr key={value.valueId} data-testid="value-row">
                  <td className={css.number}>
                    <Link to={`/values/${value.valueId}`}>•••• {value.last4}</Link>
                    {value.isBlocked ? <span className={css.mark}>{t`Bloquée`}</span> : null}
                    {value.balance.amountMinor < 0 ? (
                      <span className={css.mark}>{t`Dépensée en double`}</span>
                    ) : null}
                  </td>
                  <td>{words[value.kind]}</td>
                  <td className={css.number}>{formatDay(new Date(value.issuedAt), headOfficeTimeZone)}</td>
                  <td>{codes.get(value.storeId) ?? '—'}</td>
                  <td className="figure">
                    <Amount amountMinor={value.balance.amountMinor} locale={locale} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
      <More of={values} />
    </>
  );
}

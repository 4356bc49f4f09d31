import type { ValueHistory } from '@comptoir/sales/api';
import { Amount, formatDay, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useParams } from 'react-router';
import { useStores } from '../filters/use-stores.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useTenderWords } from '../sales/use-tender-words.ts';
import { useBlocking, useValue } from './use-values.ts';
import css from './values.module.css';

/** One card: what it holds, all that became of it, and a key that blocks it. */
export function ValuePage() {
  const { t } = useLingui();
  const locale = useLocale();
  const { valueId = '' } = useParams();
  const value = useValue(valueId);
  const blocking = useBlocking(valueId);
  const words = useTenderWords();
  const card = value.data;
  return (
    <>
      <Link className={css.back} to="/values">
        <Trans>Cartes-cadeaux et crédits</Trans>
      </Link>
      {value.error ? <FaultMessage fault={value.error} /> : null}
      {card ? (
        <>
          <h1>
            {words[card.kind]} •••• {card.last4}
          </h1>
          <p className={css.balance}>
            <Amount amountMinor={card.balance.amountMinor} locale={locale} testId="value-balance" />
            {card.isBlocked ? <span className={css.mark}>{t`Bloquée`}</span> : null}
          </p>
          {card.balance.amountMinor < 0 ? (
            <p>
              <Trans>
                Des magasins coupés du siège l’ont dépensée en double. Les ventes sont comptées : voyez ce qui
                reste à réclamer.
              </Trans>
            </p>
          ) : null}
          {blocking.error ? <FaultMessage fault={blocking.error} /> : null}
          <div>
            <button
              type="button"
              className="button"
              disabled={blocking.isPending}
              onClick={() => blocking.mutate(!card.isBlocked)}
              data-testid="value-block"
            >
              {card.isBlocked ? t`Débloquer` : t`Bloquer`}
            </button>
          </div>
          <Entries entries={card.entries} />
        </>
      ) : null}
    </>
  );
}

function Entries({ entries }: Pick<ValueHistory, 'entries'>) {
  const { t } = useLingui();
  const locale = useLocale();
  const codes = new Map(useStores().map((store) => [store.storeId, store.code]));
  const states: Readonly<Record<ValueHistory['entries'][number]['state'], string>> = {
    done: '',
    held: t`Vente pas encore reçue`,
    released: t`Rendu`,
  };
  const kinds: Readonly<Record<ValueHistory['entries'][number]['kind'], string>> = {
    issued: t`Émission`,
    loaded: t`Recharge`,
    spent: t`Dépense`,
    'given-back': t`Remise sur la carte`,
  };
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Moment`}</th>
            <th>{t`Mouvement`}</th>
            <th>{t`Magasin`}</th>
            <th>{t`Reçu`}</th>
            <th className="figure">{t`Montant`}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.entryId} data-testid="value-entry">
              <td className={css.number}>
                {formatDay(new Date(entry.at), headOfficeTimeZone)},{' '}
                {formatTime(new Date(entry.at), locale, headOfficeTimeZone)}
              </td>
              <td>
                {kinds[entry.kind]}
                {entry.authorisedBy === 'allowance' ? (
                  <span className={css.mark}>{t`sur garantie du magasin`}</span>
                ) : null}
                {states[entry.state] === '' ? null : <span className={css.mark}>{states[entry.state]}</span>}
              </td>
              <td>{entry.storeId === 'web' ? t`En ligne` : (codes.get(entry.storeId) ?? '—')}</td>
              <td className={css.number}>
                {entry.receiptNumber === null ? (
                  '—'
                ) : (
                  <Link
                    to={`${entry.storeId === 'web' ? '/orders?q=' : '/sales/'}${encodeURIComponent(entry.receiptNumber)}`}
                  >
                    {entry.receiptNumber}
                  </Link>
                )}
              </td>
              <td className="figure">
                <Amount amountMinor={entry.amount.amountMinor} locale={locale} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

import type { SalesAnswer } from '@comptoir/edge-agent/back-office/api';
import { Amount, formatDay, formatTime, parseMoneyText } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { ask } from '../../edge/client.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { newId } from '../../session/ids.ts';
import { session } from '../../session/session.ts';
import { useWatched } from '../../store.ts';
import { Page } from '../page.tsx';
import css from '../rows.module.css';

type Sale = SalesAnswer['sales'][number];
type By = 'numberEnd' | 'last4' | 'amountMinor';
const dayMs = 86_400_000;
const daysAtFirst = 7;

/** A customer without the paper: any sale of this store, and its receipt again. Works while the store is cut off. */
export function SalesPage() {
  const { t } = useLingui();
  const timeZone = useWatched(session, (signed) => signed?.store.timeZone);
  const [query, setQuery] = useSearchParams();
  const from = query.get('from') ?? formatDay(new Date(Date.now() - daysAtFirst * dayMs), timeZone);
  const to = query.get('to') ?? formatDay(new Date(), timeZone);
  const by = (query.get('by') ?? 'numberEnd') as By;
  const text = query.get('q') ?? '';
  const set = (name: string, value: string) =>
    setQuery(
      (before) => {
        before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const wanted = wantedOf(by, text);
  const sales = useQuery({
    queryKey: ['sales', from, to, wanted],
    queryFn: () =>
      ask<SalesAnswer>('GET', `/sales?${new URLSearchParams({ from, to, ...wanted }).toString()}`),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  return (
    <Page title={<Trans>Ventes</Trans>} asked={sales}>
      <search className={css.filters}>
        <label className={css.field}>
          <Trans>Chercher par</Trans>
          <select value={by} onChange={(event) => set('by', event.target.value)} data-testid="sales-by">
            <option value="numberEnd">{t`Fin du numéro`}</option>
            <option value="last4">{t`4 derniers de la carte`}</option>
            <option value="amountMinor">{t`Montant payé`}</option>
          </select>
        </label>
        <label className={css.field}>
          <Trans>Texte</Trans>
          <input
            type="search"
            inputMode={by === 'numberEnd' ? 'text' : 'decimal'}
            value={text}
            onChange={(event) => set('q', event.target.value)}
            data-testid="sales-text"
          />
        </label>
        <label className={css.field}>
          <Trans>Du</Trans>
          <input type="date" value={from} onChange={(event) => set('from', event.target.value)} />
        </label>
        <label className={css.field}>
          <Trans>Au</Trans>
          <input type="date" value={to} onChange={(event) => set('to', event.target.value)} />
        </label>
      </search>
      {sales.data?.sales.length === 0 ? (
        <p className="note" data-testid="sales-empty">
          <Trans>Aucune vente de ces jours n’y répond.</Trans>
        </p>
      ) : null}
      <ul className={css.rows}>
        {sales.data?.sales.map((sale) => (
          <SaleRow key={sale.saleId} sale={sale} timeZone={timeZone} />
        ))}
      </ul>
    </Page>
  );
}

/** What is typed says nothing yet: then all of those days. */
function wantedOf(by: By, text: string): Record<string, string> {
  const typed = text.trim();
  if (by === 'amountMinor') {
    const amountMinor = typed === '' ? undefined : parseMoneyText(typed, 'CAD');
    return amountMinor === undefined ? {} : { amountMinor: String(amountMinor) };
  }
  if (by === 'last4') return /^\d{4}$/.test(typed) ? { last4: typed } : {};
  return typed === '' ? {} : { numberEnd: typed.toUpperCase() };
}

function SaleRow({ sale, timeZone }: { sale: Sale; timeZone: string | undefined }) {
  const locale = useLocale();
  const at = new Date(sale.at);
  // One id a wish: pressed twice while the answer is under way, it prints once.
  const [printId, setPrintId] = useState(newId);
  const print = useMutation({
    mutationFn: (language: 'fr' | 'en') => ask('POST', `/sales/${sale.saleId}/prints`, { printId, language }),
    onSuccess: () => setPrintId(newId()),
  });
  return (
    <li data-testid={`sale-${sale.receiptNumber}`}>
      <span className={css.name}>
        <strong>{sale.receiptNumber}</strong>
        <span className="note">
          {formatDay(at, timeZone)} {formatTime(at, locale, timeZone)} ·{' '}
          {plural(sale.itemCount, { one: '# article', other: '# articles' })}
          {sale.last4 === null ? '' : ` · •••• ${sale.last4}`}
        </span>
        <span role="status" className="note">
          {print.isSuccess ? <Trans>Duplicata envoyé à l’imprimante.</Trans> : null}
          {print.isError ? <Trans>Pas de réponse</Trans> : null}
        </span>
      </span>
      <Amount className={css.amount} amountMinor={sale.totalMinor} locale={locale} />
      <button
        type="button"
        className={css.key}
        onClick={() => print.mutate('fr')}
        disabled={print.isPending}
        data-testid="duplicate"
      >
        <Trans>Duplicata</Trans>
      </button>
      <button
        type="button"
        className={css.key}
        onClick={() => print.mutate('en')}
        disabled={print.isPending}
        data-testid="duplicate-en"
      >
        <Trans>Avec l’anglais</Trans>
      </button>
    </li>
  );
}

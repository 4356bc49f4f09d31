import type { ComparedEntry, ComparedRow } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../edge/client.ts';
import { useAge } from '../../i18n/use-age.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import css from './compare.module.css';
import { signedNumber } from './signed-number.ts';

/** One product in one zone, counted differently: who, when, how many, and what the books say. */
export function Disagreement({ countId, row }: { countId: string; row: ComparedRow }) {
  const locale = useLocale();
  const text = useTexts();
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (picked: string | null) =>
      ask<undefined>('POST', `/counts/${countId}/decisions`, {
        zoneId: row.zoneId,
        productId: row.productId,
        picked,
        basis: row.entries.map(({ revision }) => revision),
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['compare', countId] }),
  });
  const isRecount = row.state === 'recount';
  return (
    <article className={css.card} data-testid="disagreement" data-state={row.state}>
      <header className={css.cardHead}>
        <div>
          <h2>{text(row.name)}</h2>
          <p className={css.muted}>
            {row.zoneName} · {row.sku}
            {row.isDeleted ? (
              <span className={css.gone}>
                <Trans>Article hors catalogue</Trans>
              </span>
            ) : null}
          </p>
        </div>
        <p className={css.system}>
          <span className={css.muted}>
            <Trans>Système</Trans>
          </span>
          <span className={css.systemFigure} data-testid="system">
            {formatNumber(row.system, locale)}
          </span>
          {row.otherZones === null ? null : (
            <span className={css.muted}>
              <Trans>Autres zones : {formatNumber(row.otherZones, locale)}</Trans>
            </span>
          )}
        </p>
      </header>
      <p className={css.words}>
        {isRecount ? (
          <Trans>Recomptage demandé. Le prochain compte de cette zone fera foi.</Trans>
        ) : (
          <Words entries={row.entries} />
        )}
      </p>
      {isRecount ? null : (
        <ul className={css.choices}>
          {row.entries.map((entry) => (
            <li key={entry.revision}>
              <Choice entry={entry} onPick={() => decide.mutate(entry.revision)} isBusy={decide.isPending} />
            </li>
          ))}
          <li>
            <button
              type="button"
              className={css.again}
              onClick={() => decide.mutate(null)}
              disabled={decide.isPending}
              data-testid="ask-recount"
            >
              <Trans>Faire recompter</Trans>
            </button>
          </li>
        </ul>
      )}
      {decide.isError ? (
        <p className={css.problem} role="alert">
          <Trans>Un compte vient d’arriver, ou le serveur est injoignable. Regardez, puis choisissez.</Trans>
        </p>
      ) : null}
    </article>
  );
}

function Words({ entries }: { entries: readonly ComparedEntry[] }) {
  const locale = useLocale();
  const [one, other] = entries.map(({ quantity }) => formatNumber(quantity, locale));
  if (entries.length === 2)
    return (
      <Trans>
        Deux comptes diffèrent : {one} et {other}. Choisissez ou faites recompter.
      </Trans>
    );
  const count = formatNumber(entries.length, locale);
  return <Trans>{count} comptes diffèrent. Choisissez ou faites recompter.</Trans>;
}

function Choice({ entry, onPick, isBusy }: { entry: ComparedEntry; onPick: () => void; isBusy: boolean }) {
  const locale = useLocale();
  const age = useAge()(entry.countedAt);
  const signed = signedNumber(entry.difference, locale);
  return (
    <button type="button" className={css.choice} onClick={onPick} disabled={isBusy} data-testid="pick">
      <span className={css.value} data-testid="entry-quantity">
        {formatNumber(entry.quantity, locale)}
      </span>
      <span className={css.person}>{entry.counterName}</span>
      <span className={css.muted}>{age}</span>
      <span className={css.difference}>
        <Trans>Écart {signed}</Trans>
      </span>
    </button>
  );
}

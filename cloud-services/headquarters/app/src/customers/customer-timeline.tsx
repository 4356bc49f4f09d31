import type { LettersAnswer, Note, PointsEntry, Purchase } from '@comptoir/customer/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useLocale } from '../i18n/use-locale.ts';
import css from '../orders/order.module.css';
import { useInstant } from '../orders/use-instant.ts';
import { useLetterWords } from './use-letter-words.ts';

/** What was bought in both channels, points, notes, and that they were written to, on one line of time, newest first. */
export function CustomerTimeline(props: {
  purchases: readonly Purchase[];
  points: readonly PointsEntry[];
  notes: readonly Note[];
  /** Null while who keeps them does not answer. */
  letters: LettersAnswer['items'] | null;
}) {
  const { t } = useLingui();
  const at = useInstant();
  const locale = useLocale();
  const points = usePointsWords();
  const letter = useLetterWords();
  const rows: readonly Readonly<{ key: string; at: string; shown: ReactNode }>[] = [
    ...props.purchases.map((purchase) => ({
      key: `purchase ${purchase.id}`,
      at: purchase.at,
      shown: <PurchaseRow purchase={purchase} />,
    })),
    ...props.points.map((entry) => ({
      key: `points ${entry.at} ${entry.reason} ${entry.number} ${entry.points}`,
      at: entry.at,
      shown: (
        <span>
          {`${entry.points > 0 ? '+' : ''}${formatNumber(entry.points, locale)} `}
          {t`points`} <span className="muted">{points(entry)}</span>
        </span>
      ),
    })),
    ...(props.letters ?? []).map((told) => ({
      key: `letter ${told.id}`,
      at: told.at,
      shown: <span>{letter(told)}</span>,
    })),
    ...props.notes.map(({ id, text, at: written }) => ({
      key: `note ${id}`,
      at: written,
      shown: <span>{t`Note : ${text}`}</span>,
    })),
  ].toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <section className={`sheet ${css.fact}`}>
      <h2>{t`Déroulement`}</h2>
      {rows.length === 0 ? <p className="muted">{t`Aucun achat encore.`}</p> : null}
      {props.letters === null ? (
        <p className="muted">{t`Les courriels et SMS ne peuvent être lus en ce moment.`}</p>
      ) : null}
      <ol className={css.history} data-testid="customer-timeline">
        {rows.map((row) => (
          <li key={row.key}>
            {row.shown}
            <span className="muted">{at(row.at)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function PurchaseRow({ purchase }: { purchase: Purchase }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { id, channel, number, total, refunded } = purchase;
  return (
    <span>
      {channel === 'web' ? t`Commande` : t`Achat en magasin`}{' '}
      <Link to={channel === 'web' ? `/orders/${id}` : `/sales/${encodeURIComponent(number)}`}>{number}</Link>{' '}
      <Amount amountMinor={total.amountMinor} locale={locale} />
      {refunded.amountMinor === 0 ? null : (
        <span className="muted">
          {' '}
          {t`Remboursé`} <Amount amountMinor={refunded.amountMinor} locale={locale} />
        </span>
      )}
    </span>
  );
}

function usePointsWords(): (entry: PointsEntry) => string {
  const { t } = useLingui();
  const locale = useLocale();
  const words: Readonly<Record<string, string>> = {
    purchase: t`gagnés`,
    return: t`repris`,
    spent: t`dépensés`,
    'given-back': t`rendus`,
    expired: t`ont pris fin`,
  };
  return ({ reason, number, rules }) => {
    const bonuses = rules.flatMap(({ name, points }) =>
      name ? [`${locale === 'fr-CA' ? name.fr : name.en} ${points > 0 ? '+' : ''}${points}`] : [],
    );
    return [words[reason] ?? reason, number, ...bonuses].filter(Boolean).join(' · ');
  };
}

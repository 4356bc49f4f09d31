import type { DayAnswer } from '@comptoir/edge-agent/back-office/api';
import { formatDay, formatMoney, formatNumber, formatTime } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ask } from '../../edge/client.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { Page } from '../page.tsx';
import css from './day.module.css';

/** For the manager who goes home: what is not finished, and where to finish it. */
export function DayPage() {
  const day = useQuery({
    queryKey: ['day'],
    queryFn: () => ask<DayAnswer>('GET', '/day'),
    refetchInterval: 5_000,
  });
  return (
    <Page title={<Trans>Fin de journée</Trans>} asked={day}>
      {day.data ? <Day day={day.data} /> : null}
    </Page>
  );
}

function Day({ day }: { day: DayAnswer }) {
  const { businessDate } = day;
  const left = useLeft(day);
  return (
    <>
      <p className="note">
        <Trans>Journée du {businessDate}. Elle se clôt d’elle-même à minuit.</Trans>
      </p>
      {left.length === 0 ? (
        <p className={css.done} role="status" data-testid="day-done">
          <Trans>Tout est fini : caisses fermées, argent compté, ventes au siège.</Trans>
        </p>
      ) : (
        <ul className={css.left} data-testid="day-left">
          {left.map(({ id, title, detail, to }) => (
            <li key={id} data-testid={`day-${id}`}>
              <strong>{title}</strong>
              <span className="note">{detail}</span>
              {to === undefined ? null : (
                <Link to={to}>
                  <Trans>Voir</Trans>
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

type Left = Readonly<{ id: string; title: string; detail: string; to?: string }>;

/** The gravest first. */
function useLeft(day: DayAnswer): Left[] {
  const { t } = useLingui();
  const locale = useLocale();
  const at = (instant: string) => `${formatDay(new Date(instant))}, ${formatTime(new Date(instant), locale)}`;
  const left: Left[] = [];
  for (const { register, amountMinor, kind, since } of day.paymentsInDoubt) {
    const amount = formatMoney(amountMinor, locale);
    const when = at(since);
    left.push({
      id: `payment-${since}`,
      title: kind === 'charge' ? t`Paiement à vérifier : ${amount}` : t`Remboursement à vérifier : ${amount}`,
      detail: t`Caisse ${register}, ${when}. Lisez le terminal de paiement, puis réglez-le à la caisse.`,
    });
  }
  for (const shift of day.openShifts) {
    const { register, openedBy } = shift;
    const when = at(shift.openedAt);
    const isOld = shift.businessDate < day.businessDate;
    left.push({
      id: `shift-${register}`,
      title: isOld
        ? t`Caisse ${register} : quart resté ouvert depuis la veille`
        : t`Caisse ${register} : quart ouvert`,
      detail: t`Par ${openedBy}, ${when}. Comptez le tiroir et fermez le quart à cette caisse.`,
    });
  }
  for (const { register, zNumber, overShortMinor, usDollarsOverShortMinor, reason } of day.differences) {
    const amount = [
      ...(overShortMinor === 0 ? [] : [formatMoney(overShortMinor, locale)]),
      ...(usDollarsOverShortMinor === 0 ? [] : [formatMoney(usDollarsOverShortMinor, locale, 'USD')]),
    ].join(' · ');
    left.push({
      id: `difference-${register}-${zNumber}`,
      title: t`Caisse ${register}, Z no ${zNumber} : écart de ${amount}`,
      detail: reason ?? t`Sans raison donnée.`,
      to: '/caisse',
    });
  }
  if (day.doubleReturns > 0)
    left.push({
      id: 'double-returns',
      title: plural(day.doubleReturns, {
        one: '# article revenu deux fois',
        other: '# articles revenus deux fois',
      }),
      detail: t`Ici et dans un autre magasin. Les deux remboursements sont comptés.`,
      to: '/caisse',
    });
  if (day.unsentRecords > 0) {
    const sales = formatNumber(day.unsentSales, locale);
    left.push({
      id: 'unsent',
      title: plural(day.unsentRecords, {
        one: '# entrée à envoyer au siège',
        other: '# entrées à envoyer au siège',
      }),
      detail: t`Dont ${sales} ventes. Rien n’est perdu : elles partent d’elles-mêmes.`,
      to: '/serveur',
    });
  }
  if (day.printsWaiting > 0)
    left.push({
      id: 'prints',
      title: plural(day.printsWaiting, { one: '# papier à imprimer', other: '# papiers à imprimer' }),
      detail: t`Voyez l’imprimante : ils sortiront seuls.`,
      to: '/appareils',
    });
  return left;
}

import type { CashAnswer } from '@comptoir/edge-agent/back-office/api';
import { formatDay, formatMoney, formatNumber, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../edge/client.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { Page } from '../page.tsx';
import css from './cash.module.css';
import { Closings } from './closings.tsx';

type Shift = CashAnswer['shifts'][number];
type Double = CashAnswer['doubleReturns'][number];

/** For the manager: every Z of the store, and goods that came back here and elsewhere. */
export function CashPage() {
  const cash = useQuery({
    queryKey: ['cash'],
    queryFn: () => ask<CashAnswer>('GET', '/cash'),
    refetchInterval: 15_000,
  });
  return (
    <Page title={<Trans>Caisse</Trans>} asked={cash}>
      {cash.data?.doubleReturns.map((double) => (
        <DoubleReturn key={`${double.saleId} ${double.position}`} double={double} />
      ))}
      {cash.data?.shifts.length === 0 ? (
        <p className="note">
          <Trans>Aucun quart n’est encore fermé.</Trans>
        </p>
      ) : null}
      <ol className={css.shifts}>
        {cash.data?.shifts.map((shift) => (
          <Z key={shift.body.shiftId} shift={shift} />
        ))}
      </ol>
      {cash.data ? <Closings closings={cash.data.closings} /> : null}
    </Page>
  );
}

function Z({ shift: { register, closedAt, businessDate, body } }: { shift: Shift }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { z, expectedMinor, countedMinor, overShortMinor, usDollars, reason } = body;
  const money = (minor: number) => formatMoney(minor, locale);
  const us = (minor: number) => formatMoney(minor, locale, 'USD');
  const at = new Date(closedAt);
  const facts: readonly (readonly [string, string])[] = [
    [t`Ventes`, `${formatNumber(z.saleCount, locale)} · ${money(z.totalMinor)}`],
    ...(z.orderReturnCount
      ? [[t`Retours de commandes`, formatNumber(z.orderReturnCount, locale)] as const]
      : []),
    ...(z.returnCount
      ? [
          [
            t`Retours`,
            `${formatNumber(z.returnCount, locale)} · ${money(-(z.returnTotalMinor ?? 0))}`,
          ] as const,
        ]
      : []),
    [t`Attendu en caisse`, money(expectedMinor)],
    [t`Compté`, money(countedMinor)],
    [t`Écart`, `${money(overShortMinor)}${reason === undefined ? '' : ` · ${reason}`}`],
    ...(usDollars
      ? ([
          [t`Dollars US attendus`, us(usDollars.expectedMinor)],
          [t`Dollars US comptés`, us(usDollars.countedMinor)],
          [t`Écart en dollars US`, us(usDollars.overShortMinor)],
        ] as const)
      : []),
    [t`Total perpétuel`, money(z.perpetualTotalMinor)],
  ];
  return (
    <li
      className={css.shift}
      data-testid={`z-${register}-${z.zNumber}`}
      data-short={overShortMinor !== 0 || (usDollars?.overShortMinor ?? 0) !== 0}
    >
      <strong>{t`Caisse ${register}, Z no ${z.zNumber}`}</strong>
      <span className="note">
        {businessDate} · <Trans>fermé</Trans> {formatDay(at)} {formatTime(at, locale)}
      </span>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** Both stores are told: this one, and the other that took the same goods back. */
function DoubleReturn({ double }: { double: Double }) {
  const { t } = useLingui();
  const locale = useLocale();
  const name = locale === 'fr-CA' ? double.name.fr : double.name.en;
  const excess = formatMoney(double.excess.amountMinor, locale);
  const { receiptNumber } = double;
  return (
    <p className={css.double} role="status" data-testid="double-return">
      <strong>{t`Revenu deux fois : ${name}`}</strong>
      <span>
        {double.orderId === undefined
          ? t`Reçu ${receiptNumber}, ${excess} de trop. Les deux remboursements sont comptés, le siège le voit aussi.`
          : t`Commande ${receiptNumber}, ${excess} de trop. Un seul remboursement est payé, le siège le voit aussi.`}
      </span>
      <span className="note">{double.returns.map((one) => one.receiptNumber).join(' · ')}</span>
    </p>
  );
}

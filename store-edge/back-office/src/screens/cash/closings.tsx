import type { CashAnswer } from '@comptoir/edge-agent/back-office/api';
import { formatMoney, formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocale } from '../../i18n/use-locale.ts';
import css from './cash.module.css';

type Closing = CashAnswer['closings'][number];
type Period = Closing['period'];

/** Older ones are in the archive at head office. */
const shownMax = 31;

/** Days, months and years, as the journal closed them by itself. */
export function Closings({ closings }: { closings: readonly Closing[] }) {
  const { t } = useLingui();
  const [period, setPeriod] = useState<Period>('day');
  const names: Readonly<Record<Period, string>> = { day: t`Jours`, month: t`Mois`, year: t`Années` };
  const shown = closings.filter((one) => one.period === period).slice(0, shownMax);
  return (
    <section className={css.closings} aria-labelledby="closings">
      <div className={css.head}>
        <h2 id="closings">
          <Trans>Clôtures</Trans>
        </h2>
        <select
          value={period}
          aria-label={t`Période`}
          onChange={({ target }) => setPeriod(target.value as Period)}
          data-testid="closing-period"
        >
          {(['day', 'month', 'year'] as const).map((one) => (
            <option key={one} value={one}>
              {names[one]}
            </option>
          ))}
        </select>
      </div>
      {shown.length === 0 ? (
        <p className="note">
          <Trans>Rien n’est encore clos. La journée se ferme d’elle-même à minuit.</Trans>
        </p>
      ) : null}
      <ol className={css.shifts}>
        {shown.map((closing) => (
          <Closed key={closing.label} closing={closing} />
        ))}
      </ol>
    </section>
  );
}

function Closed({ closing }: { closing: Closing }) {
  const { t } = useLingui();
  const locale = useLocale();
  const count = (value: number) => formatNumber(value, locale);
  const money = (minor: number) => formatMoney(minor, locale);
  const facts: readonly (readonly [string, string])[] = [
    [t`Ventes`, `${count(closing.saleCount)} · ${money(closing.totalMinor)}`],
    [t`Retours`, `${count(closing.returnCount)} · ${money(-closing.returnTotalMinor)}`],
    [t`Total perpétuel`, money(closing.perpetualTotalMinor)],
    [t`Retours depuis toujours`, money(closing.perpetualReturnMinor)],
  ];
  return (
    <li className={css.shift} data-testid={`closing-${closing.label}`}>
      <strong>{closing.label}</strong>
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

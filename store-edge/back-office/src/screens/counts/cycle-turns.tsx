import type { CycleAnswer } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useLocale } from '../../i18n/use-locale.ts';
import table from '../compare/compare.module.css';
import css from './counts.module.css';

/** Which class is counted how often, how many are late, and how many it is today. */
export function CycleTurns({ answer: { classes, today } }: { answer: CycleAnswer }) {
  const locale = useLocale();
  const number = (value: number) => formatNumber(value, locale);
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table} data-testid="cycle-classes">
          <thead>
            <tr>
              <th scope="col">
                <Trans>Classe</Trans>
              </th>
              <th scope="col" className={table.number}>
                <Trans>Articles</Trans>
              </th>
              <th scope="col">
                <Trans>Comptés</Trans>
              </th>
              <th scope="col" className={table.number}>
                <Trans>En retard</Trans>
              </th>
              <th scope="col" className={table.number}>
                <Trans>Aujourd’hui</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {classes.map(({ abc, products, everyDays, due }) => (
              <tr key={abc}>
                <td>{abc}</td>
                <td className={table.number}>{number(products)}</td>
                <td>{plural(everyDays, { one: 'chaque jour', other: 'tous les # jours' })}</td>
                <td className={table.number}>{number(due)}</td>
                <td className={table.number}>{number(today.filter((one) => one.abc === abc).length)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={css.muted}>
        {today.length === 0 ? (
          <Trans>Rien à compter aujourd’hui : le cycle est à jour, ou déjà en cours.</Trans>
        ) : (
          <Trans>A : les premiers 80 % des ventes de 90 jours; B : les 15 % suivants; C : le reste.</Trans>
        )}
      </p>
    </>
  );
}

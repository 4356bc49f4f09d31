import type { ComparedRow } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import css from './compare.module.css';
import { signedNumber } from './signed-number.ts';

/** What is ready, decided or committed. */
export function SettledRows({ rows }: { rows: readonly ComparedRow[] }) {
  const locale = useLocale();
  const text = useTexts();
  if (rows.length === 0) return null;
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Produit</Trans>
            </th>
            <th scope="col" className={css.wide}>
              <Trans>Zone</Trans>
            </th>
            <th scope="col" className={css.number}>
              <Trans>Compté</Trans>
            </th>
            <th scope="col" className={css.number}>
              <Trans>Système</Trans>
            </th>
            <th scope="col" className={css.number}>
              <Trans>Écart</Trans>
            </th>
            <th scope="col" className={css.wide}>
              <Trans>État</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.zoneId} ${row.productId}`} data-testid="settled-row" data-state={row.state}>
              <td>{text(row.name)}</td>
              <td className={css.wide}>{row.zoneName}</td>
              <td className={css.number}>{formatNumber(standing(row)?.quantity ?? '0', locale)}</td>
              <td className={css.number}>{formatNumber(row.system, locale)}</td>
              <td className={css.number}>
                {row.state === 'committed' ? '' : signedNumber(standing(row)?.difference ?? '0', locale)}
              </td>
              <td className={css.wide}>
                <State row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The one that counts: picked, or the last of those that agree. */
const standing = ({ entries, picked }: ComparedRow) =>
  entries.find(({ revision }) => revision === picked) ?? entries.at(-1);

function State({ row: { state, entries } }: { row: ComparedRow }) {
  if (state === 'committed')
    return (
      <span className={css.committed}>
        <Trans>Validé</Trans>
      </span>
    );
  if (state === 'decided') return <Trans>Tranché</Trans>;
  const count = entries.length;
  return plural(count, { one: '# compte', other: '# comptes concordent' });
}

import type { ComparedRow } from '@comptoir/edge-agent/back-office/api';
import { formatMoney, formatNumber } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import css from './compare.module.css';
import { type CountReason, type Reasons, reasonOf, reasonsFor, standing } from './reasons.ts';
import { signedNumber } from './signed-number.ts';
import { useReasonWords } from './use-reason-words.ts';

/** What is ready, decided or committed; why it differs is said here. */
export function SettledRows(props: {
  rows: readonly ComparedRow[];
  reasons: Reasons;
  onReason: (productId: string, reason: CountReason) => void;
}) {
  const { rows, reasons, onReason } = props;
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
            <th scope="col" className={css.number}>
              <Trans>Valeur</Trans>
            </th>
            <th scope="col">
              <Trans>Raison</Trans>
            </th>
            <th scope="col" className={css.wide}>
              <Trans>État</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.zoneId} ${row.productId}`} data-testid="settled-row" data-state={row.state}>
              <td>
                {text(row.name)}
                {row.isDeleted ? (
                  <span className={css.gone}>
                    <Trans>Article hors catalogue</Trans>
                  </span>
                ) : null}
              </td>
              <td className={css.wide}>{row.zoneName}</td>
              <td className={css.number}>{formatNumber(standing(row)?.quantity ?? '0', locale)}</td>
              <td className={css.number}>{formatNumber(row.system, locale)}</td>
              <td className={css.number}>
                {row.state === 'committed' ? '' : signedNumber(standing(row)?.difference ?? '0', locale)}
              </td>
              <td className={css.number}>
                {row.valueMinor === null ? '' : formatMoney(row.valueMinor, locale)}
              </td>
              <td>
                <Why
                  row={row}
                  reason={reasonOf(row, reasons)}
                  onReason={(reason) => onReason(row.productId, reason)}
                />
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

/** One reason a product, whichever zone it was found in. */
function Why(props: { row: ComparedRow; reason: CountReason; onReason: (reason: CountReason) => void }) {
  const { row, reason, onReason } = props;
  const { t } = useLingui();
  const text = useTexts();
  const words = useReasonWords();
  const reasons = reasonsFor(row);
  if (reasons.length === 0) return null;
  return (
    <select
      className={css.reason}
      aria-label={t`Raison de l’écart : ${text(row.name)}`}
      value={reason}
      onChange={(event) => onReason(reasons.find((one) => one === event.target.value) ?? 'unexplained')}
      data-testid="count-reason"
    >
      {reasons.map((one) => (
        <option key={one} value={one}>
          {words(one)}
        </option>
      ))}
    </select>
  );
}

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

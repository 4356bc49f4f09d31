import type { ReportTable } from '@comptoir/reporting/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { rowPath } from '../figures/behind.ts';
import { Definition } from '../figures/definition.tsx';
import type { DefinitionName } from '../figures/use-definitions.ts';
import type { Filters } from '../filters/use-filters.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from './reports.module.css';

type Cell = ReportTable['rows'][number][number];
type Kind = ReportTable['columns'][number]['kind'];
const isFigure = (kind: Kind) => kind !== 'text' && kind !== 'date';

/** Any report, as its file would be. A row whose documents, or movements, can be asked for opens them; a column that is defined says so. */
export function TableView(props: {
  table: ReportTable;
  filters: Filters;
  definitions?: Readonly<Record<string, DefinitionName>>;
}) {
  const { table, filters, definitions = {} } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const { columns, rows, rowCount, totals } = table;
  const shown = rows.length;
  const cell = (kind: Kind, value: Cell) => {
    if (value === null) return '';
    if (kind === 'money') return <Amount amountMinor={Number(value)} locale={locale} />;
    return isFigure(kind) ? formatNumber(Number(value), locale) : value;
  };
  const first = (row: number, content: ReactNode) => {
    const behind = table.behind?.[row];
    return behind ? <Link to={rowPath(filters, behind)}>{content || t`Tout`}</Link> : content;
  };
  if (shown === 0) return <p className="empty">{t`Rien dans cette période. Choisissez-en une autre.`}</p>;
  return (
    <>
      <Scrolled className={`sheet ${css.totals}`}>
        <table className="table" data-testid="report-table">
          <caption className="visually-hidden">{table.title}</caption>
          <thead>
            <tr>
              {columns.map(({ key, header, kind }) => (
                <th key={key} scope="col" className={isFigure(kind) ? 'figure' : undefined}>
                  {header}
                  {definitions[key] ? <Definition of={definitions[key]} /> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and are only ever replaced together.
              <tr key={at}>
                {columns.map(({ key, kind }, index) => (
                  <td key={key} className={isFigure(kind) ? 'figure' : kind === 'date' ? 'day' : undefined}>
                    {index === 0 ? first(at, cell(kind, row[index] ?? null)) : cell(kind, row[index] ?? null)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {totals ? (
            <tfoot>
              <tr>
                {columns.map(({ key, kind }, index) => (
                  <td
                    key={key}
                    className={isFigure(kind) ? 'figure' : undefined}
                    data-testid={`total-${key}`}
                  >
                    {typeof totals[index] === 'string' ? totals[index] : cell(kind, totals[index] ?? null)}
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
      </Scrolled>
      {rowCount > shown ? (
        <p className="muted">{t`Les ${shown} premières lignes de ${rowCount}. Le fichier les a toutes.`}</p>
      ) : null}
    </>
  );
}

import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Scrolled } from '../frame/scrolled.tsx';
import css from './charts.module.css';

/** @property to where its figures open. */
export type ChartRow = Readonly<{ head: string; to?: string | null; cells: readonly string[] }>;

/** A chart says in one sentence what it shows, and has its figures in a table. Source: WCAG 2.2, 1.1.1; docs, screens, 9. */
export function ChartFigure(props: {
  title: string;
  sentence: string;
  children: ReactNode;
  table: { columns: readonly string[]; rows: readonly ChartRow[] };
  testId?: string;
}) {
  const { t } = useLingui();
  const { title, sentence, table } = props;
  return (
    <figure className={`sheet ${css.figure}`} data-testid={props.testId}>
      <figcaption>
        <h2>{title}</h2>
        <p>{sentence}</p>
      </figcaption>
      {props.children}
      <details className={css.table}>
        <summary>{t`Voir les chiffres`}</summary>
        <Scrolled className={css.tall}>
          <table className="table">
            <caption className="visually-hidden">{title}</caption>
            <thead>
              <tr>
                {table.columns.map((name, index) => (
                  <th key={name} scope="col" className={index === 0 ? '' : 'figure'}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map(({ head, to, cells }) => (
                <tr key={head}>
                  <th scope="row">{to ? <Link to={to}>{head}</Link> : head}</th>
                  {cells.map((cell, index) => (
                    <td key={table.columns[index + 1]} className="figure">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      </details>
    </figure>
  );
}

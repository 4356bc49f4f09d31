import type { ReactNode } from 'react';
import css from './charts.module.css';

export type Bar = Readonly<{
  key: string;
  name: ReactNode;
  amountMinor: number;
  /** A mark on the bar's track: the period before. */
  beforeMinor?: number;
  amount: ReactNode;
  detail?: ReactNode;
  testId?: string;
}>;

/** A ranking that is a table: name, bar, amount. The bar repeats the amount, so readers pass over it. */
export function BarList(props: {
  title: string;
  columns: readonly [name: string, amount: string];
  bars: readonly Bar[];
  empty: string;
  colour?: 1 | 3;
  /** Of what is not in the list. */
  rest?: ReactNode;
}) {
  const { title, columns, bars, empty, colour = 1, rest } = props;
  const largest = Math.max(
    1,
    ...bars.flatMap(({ amountMinor, beforeMinor = 0 }) => [amountMinor, beforeMinor]),
  );
  const share = (minor: number) => `${(100 * Math.max(0, minor)) / largest}%`;
  return (
    <section className={`sheet ${css.ranking}`}>
      <h2>{title}</h2>
      {bars.length === 0 ? (
        <p className={css.empty}>{empty}</p>
      ) : (
        <table>
          <caption className="visually-hidden">{title}</caption>
          <colgroup>
            <col />
            <col className={css.amounts} />
          </colgroup>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">{columns[0]}</th>
              <th scope="col">{columns[1]}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.key} data-testid={bar.testId}>
                <th scope="row">
                  <span className={css.name}>{bar.name}</span>
                  <svg className={css.bar} aria-hidden="true" focusable="false">
                    <rect className={css.track} width="100%" height="8" rx="2" />
                    <rect
                      width={share(bar.amountMinor)}
                      height="8"
                      rx="2"
                      style={{ fill: `var(--chart-${colour})` }}
                    />
                    {bar.beforeMinor === undefined ? null : (
                      <rect className={css.before} x={share(bar.beforeMinor)} width="2" height="8" />
                    )}
                  </svg>
                </th>
                <td>
                  {bar.amount}
                  {bar.detail ? <small>{bar.detail}</small> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rest}
    </section>
  );
}

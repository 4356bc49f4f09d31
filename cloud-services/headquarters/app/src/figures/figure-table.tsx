import { type ReactNode, useId } from 'react';
import { Scrolled } from '../frame/scrolled.tsx';
import { Definition } from './definition.tsx';
import css from './figure-table.module.css';
import type { DefinitionName } from './use-definitions.ts';
import { useFirstRows } from './use-first-rows.tsx';

export type FigureColumn = Readonly<{
  name: string;
  definition?: DefinitionName;
  /** The first column names the row; the others are figures, unless told. */
  isText?: boolean;
  /** Left out on a phone. */
  isWide?: boolean;
}>;
export type FigureRow = Readonly<{ key: string; cells: readonly ReactNode[]; testId?: string }>;

/** A titled table of figures: what it holds is one click from its title, and an empty one says so in a sentence. */
export function FigureTable(props: {
  title: ReactNode;
  definition?: DefinitionName;
  columns: readonly FigureColumn[];
  rows: readonly FigureRow[];
  empty: string;
  note?: ReactNode;
  testId?: string;
}) {
  const { title, definition, columns, rows, empty, note, testId } = props;
  const { first, more } = useFirstRows(rows);
  const id = useId();
  const classOf = (index: number) =>
    [index > 0 && !columns[index]?.isText ? 'figure' : '', columns[index]?.isWide ? css.wide : ''].join(' ');
  return (
    <section className={css.section} aria-labelledby={id} data-testid={testId}>
      <div>
        <h2 id={id} className={css.title}>
          {title}
        </h2>{' '}
        {definition ? <Definition of={definition} /> : null}
      </div>
      {rows.length === 0 ? (
        <p className="empty">{empty}</p>
      ) : (
        <Scrolled>
          <table className="table">
            <thead>
              <tr>
                {columns.map(({ name, definition: of }, index) => (
                  <th key={name} scope="col" className={classOf(index)}>
                    {name}
                    {of ? <Definition of={of} /> : null}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {first.map(({ key, cells, testId: rowId }) => (
                <tr key={key} data-testid={rowId}>
                  {cells.map((cell, index) => (
                    <td key={columns[index]?.name} className={classOf(index)}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
      {more}
      {note ? <p className="muted">{note}</p> : null}
    </section>
  );
}

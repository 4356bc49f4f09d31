import type { ReportTable } from '@comptoir/reporting/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import type { Bar } from '../../charts/bar-list.tsx';

const barsMax = 50;

/** The first measure by the first dimension; a table of any other form has none, nor has one with too many rows to look at. */
export function barsOf(
  { columns, rows }: ReportTable,
  locale: 'fr-CA' | 'en-CA',
): Readonly<{ columns: readonly [string, string]; bars: Bar[] }> | undefined {
  const dimensions = columns.filter(({ kind }) => kind === 'text' || kind === 'date');
  const [dimension, measure] = columns;
  if (dimensions.length !== 1 || !dimension || !measure || rows.length === 0 || rows.length > barsMax)
    return undefined;
  const bars = rows.map((row, at): Bar => {
    const value = Number(row[1] ?? 0);
    return {
      key: `${at} ${row[0]}`,
      name: String(row[0] ?? ''),
      amountMinor: value,
      amount:
        measure.kind === 'money' ? (
          <Amount amountMinor={value} locale={locale} />
        ) : (
          formatNumber(value, locale)
        ),
    };
  });
  return { columns: [dimension.header, measure.header], bars };
}

/** What a count found too much or too little, in money (E10). Pure. */

import { fromE4 } from '../quantity.ts';
import type { VarianceAnswer } from './api.ts';
import type { VarianceRow } from './count-rows.ts';

type Text = Pick<VarianceAnswer['lines'][number], 'name' | 'sku'>;

/** The largest value first, whichever its sign. Values are whole minor units, rounded line by line. */
export function varianceOf(
  rows: readonly VarianceRow[],
  textOf: (productId: string) => Text,
): VarianceAnswer {
  const lines = rows.map((row) => {
    const differenceE4 = row.counted_e4 - row.expected_e4;
    return {
      ...{ productId: row.product_id, ...textOf(row.product_id) },
      expected: fromE4(row.expected_e4),
      counted: fromE4(row.counted_e4),
      difference: fromE4(differenceE4),
      unitValueMinor: row.unit_value_minor,
      valuedBy: row.valued_by,
      valueMinor: valueMinor(differenceE4, row.unit_value_minor),
      reason: row.reason ?? 'unexplained',
    };
  });
  const sum = (those: typeof lines) => those.reduce((total, line) => total + line.valueMinor, 0);
  return {
    lines: lines.sort((a, b) => Math.abs(b.valueMinor) - Math.abs(a.valueMinor)),
    overMinor: sum(lines.filter(({ valueMinor }) => valueMinor > 0)),
    shortMinor: sum(lines.filter(({ valueMinor }) => valueMinor < 0)),
  };
}

/** The magnitude is rounded, then the sign given: short and over are alike. */
export function valueMinor(differenceE4: number, unitValueMinor: number): number {
  const magnitude = Math.round((Math.abs(differenceE4) * unitValueMinor) / 10_000);
  return differenceE4 < 0 && magnitude > 0 ? -magnitude : magnitude;
}

/** Why counts differ, by product, as the manager says it. Pure. */
import type { ComparedRow, VarianceAnswer } from '@comptoir/edge-agent/back-office/api';

export type CountReason = VarianceAnswer['lines'][number]['reason'];
export type Reasons = Readonly<Record<string, CountReason>>;

const neutral = ['unexplained', 'receiving-error', 'till-error'] as const;
const losses = ['damage', 'theft', 'own-use'] as const;

/** The entry that counts: picked, or the last of those that agree. */
export const standing = ({ entries, picked }: ComparedRow) =>
  entries.find(({ revision }) => revision === picked) ?? entries.at(-1);

/** What may be said of a row; nothing where it does not differ. What takes goods away is not said of what is too much. */
export function reasonsFor(row: ComparedRow): readonly CountReason[] {
  const difference = standing(row)?.difference ?? '0';
  if (row.state === 'committed' || Number(difference) === 0) return [];
  return difference.startsWith('-') ? [...neutral.slice(0, 1), ...losses, ...neutral.slice(1)] : neutral;
}

/** What was said, as long as it may still be said: a recount can turn a loss into a find. */
export const reasonOf = (row: ComparedRow, said: Reasons): CountReason => {
  const reason = said[row.productId] ?? 'unexplained';
  return reasonsFor(row).includes(reason) ? reason : 'unexplained';
};

export const reasonsOf = (rows: readonly ComparedRow[], said: Reasons): Reasons =>
  Object.fromEntries(
    rows.filter((row) => reasonsFor(row).length > 0).map((row) => [row.productId, reasonOf(row, said)]),
  );

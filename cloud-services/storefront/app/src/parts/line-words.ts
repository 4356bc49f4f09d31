import { formatNumber, type Locale } from '@comptoir/ui-kit';

/** What was asked for, as one reads it: `2 × Savon`, `0,345 kg Bananes`. */
export const lineWords = (
  line: Readonly<{ quantity: string; soldBy: 'piece' | 'weight'; name: string | null }>,
  locale: Locale,
): string =>
  `${formatNumber(line.quantity, locale)}\u00a0${line.soldBy === 'weight' ? 'kg' : '×'} ${line.name ?? ''}`;

import type { SaleSummary } from '@comptoir/sales/api';

/** How many sales head office lists. */
export const listMax = 50;

/** The live event may come twice, and after the list that holds it. */
export function newestFirst(sale: SaleSummary, known: readonly SaleSummary[]): SaleSummary[] {
  return [sale, ...known.filter((one) => one.id !== sale.id)]
    .sort((a, b) => b.completedAt.localeCompare(a.completedAt))
    .slice(0, listMax);
}

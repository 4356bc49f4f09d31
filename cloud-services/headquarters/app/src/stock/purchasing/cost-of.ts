import type { PurchaseOrder } from '@comptoir/inventory/api';

/** What an order costs before taxes, in cents; each line is rounded for itself. */
export const costOf = ({ lines }: Pick<PurchaseOrder, 'lines'>): number =>
  lines.reduce((sum, { ordered, unitCostMinor }) => sum + Math.round(Number(ordered) * unitCostMinor), 0);

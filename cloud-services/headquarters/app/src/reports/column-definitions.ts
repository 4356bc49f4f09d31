/** What columns of sales mean, by their keys. */
import type { GroupBy } from '@comptoir/reporting/api';
import type { DefinitionName } from '../figures/use-definitions.ts';

export const columnDefinitions = {
  sales: 'sales',
  returns: 'returnsCount',
  totalMinor: 'revenue',
  subtotalMinor: 'subtotal',
  discountMinor: 'discounts',
  deliveryMinor: 'delivery',
  taxMinor: 'taxes',
  roundingMinor: 'rounding',
  quantity: 'quantity',
  amountMinor: 'beforeTaxes',
  paidMinor: 'tenders',
  chargedMinor: 'taxes',
} as const satisfies Record<string, DefinitionName>;

/** Groups that have one amount have it under `totalMinor`. */
export const totalDefinition: Partial<Record<GroupBy, DefinitionName>> = {
  category: 'beforeTaxes',
  tender: 'tenders',
  tax: 'taxes',
};

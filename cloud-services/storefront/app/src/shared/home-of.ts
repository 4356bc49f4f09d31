import type { Address } from './shapes/address.ts';

/** Where a customer has things sent, unless they say otherwise. */
export const homeOf = (addresses: readonly Address[]): Address | undefined =>
  addresses.find(({ kind, isDefault }) => kind === 'delivery' && isDefault) ??
  addresses.find(({ kind }) => kind === 'delivery');

/** What is short, as it is told. */
import { problem } from '@comptoir/service-kit';
import { quantityText } from '../stock.ts';
import type { Short } from './allocate.ts';

export const tellShort = ({ productId, locationId, wanted, available }: Short) => ({
  productId,
  ...(locationId === undefined ? {} : { locationId }),
  wanted: quantityText(wanted),
  available: quantityText(available),
});

export const shortOf = (short: readonly Short[]) =>
  problem(409, 'short', 'There is not enough stock for every line', 'Lower the quantities told as short.', {
    members: { short: short.map(tellShort) },
  });

/** Quantities of a cart, counted in thousandths: exact for pieces and for kilograms. */

import { problem } from '@comptoir/service-kit/http/problem';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';

export const thousandthsMax = 9_999_000;

export function thousandths(quantity: string): number {
  const [whole = '0', fraction = ''] = quantity.split('.');
  return Number(whole) * 1_000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

export function quantityOf(thousandth: number): string {
  const fraction = String(thousandth % 1_000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${Math.floor(thousandth / 1_000)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** @throws Problem 422 for what nobody can buy: nothing, less than nothing, half a piece, a truck full. */
export function checkQuantity(quantity: string, soldBy: CatalogueProduct['pricing']['soldBy']): number {
  const refuse = (type: string, title: string, detail: string) =>
    problem(422, type, title, detail, { errors: [{ pointer: '/quantity', message: detail }] });
  const value = thousandths(quantity);
  const isFinerThanGrams = /\.\d{3}0*[1-9]/.test(quantity);
  if (quantity.startsWith('-') || (value === 0 && !isFinerThanGrams))
    throw refuse('quantity-not-positive', 'A quantity is above zero', 'Delete the line to have none of it.');
  if (soldBy === 'piece' && !/^\d+(\.0+)?$/.test(quantity))
    throw refuse('quantity-not-whole', 'This is sold by the piece', 'Order a whole number of it.');
  if (isFinerThanGrams)
    throw refuse(
      'quantity-too-fine',
      'Weights have three decimals',
      'Round the weight to a gram, at least 0.001 kg.',
    );
  return limited(value);
}

export function limited(value: number): number {
  if (value > thousandthsMax)
    throw problem(422, 'quantity-too-big', 'This is more than the shop sells at once', 'Order at most 9999.');
  return value;
}

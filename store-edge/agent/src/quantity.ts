import { assert } from './assert.ts';

/** A decimal string of at most four digits behind the point, as whole ten-thousandths: sums stay exact. */
export function toE4(quantity: string): number {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,4}))?$/.exec(quantity);
  assert(match !== null, `not a quantity: ${quantity}`);
  const [, sign, whole = '0', fraction = ''] = match;
  const e4 = Number(whole) * 10_000 + Number(fraction.padEnd(4, '0'));
  return sign === '-' && e4 !== 0 ? -e4 : e4;
}

export function fromE4(e4: number): string {
  const magnitude = Math.abs(e4);
  const fraction = String(magnitude % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return `${e4 < 0 ? '-' : ''}${Math.floor(magnitude / 10_000)}${fraction === '' ? '' : `.${fraction}`}`;
}

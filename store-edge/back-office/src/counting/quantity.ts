/** Quantities as people count them: whole pieces, or kilograms with three decimals. Whole thousandths inside, never floats. */

const shape = /^\d{1,5}(?:[.,]\d{0,3})?$/;

function thousandths(quantity: string): number {
  const [whole = '0', fraction = ''] = quantity.split('.');
  return Number(whole) * 1_000 + Number(fraction.padEnd(3, '0'));
}

function textOf(inThousandths: number): string {
  const fraction = String(inThousandths % 1_000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${Math.floor(inThousandths / 1_000)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The most that a shelf may hold; what is added beyond it is not. */
const most = 99_999_999;

export const addQuantities = (one: string, other: string): string =>
  textOf(Math.min(most, thousandths(one) + thousandths(other)));

/** @returns the decimal string, or nothing if it is no quantity: too long, or a fraction of a piece. */
export function parseQuantity(typed: string, soldBy: 'piece' | 'weight'): string | undefined {
  if (!shape.test(typed)) return undefined;
  const quantity = textOf(thousandths(typed.replace(',', '.')));
  return soldBy === 'piece' && quantity.includes('.') ? undefined : quantity;
}

/** Digits typed by hand: what is longer than any quantity is a code. */
export const isCode = (typed: string): boolean => /[^\d.,]/.test(typed) || /^\d{6,}$/.test(typed);

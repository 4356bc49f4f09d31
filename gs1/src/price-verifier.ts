/** The digit that guards the price in an in-store code against misreading. */

/** A digit to its weighted product. Source: GS1 General Specifications, 7.9.2, weighting factors. */
const weights = {
  twoMinus: '0246891357',
  three: '0369258147',
  fivePlus: '0516273849',
  fiveMinus: '0594837261',
};

/**
 * @returns the verifier of four or five digits of a price (or weight), or null for any other text.
 * Source: GS1 General Specifications, 7.9.2 to 7.9.4.
 */
export function priceVerifier(digits: string): string | null {
  if (!/^[0-9]{4,5}$/.test(digits)) return null;
  const { twoMinus, three, fivePlus, fiveMinus } = weights;
  if (digits.length === 4) return String((sum(digits, [twoMinus, twoMinus, three, fiveMinus]) * 3) % 10);
  const missing = (10 - (sum(digits, [fivePlus, twoMinus, fiveMinus, fivePlus, twoMinus]) % 10)) % 10;
  return String(fiveMinus.indexOf(String(missing)));
}

function sum(digits: string, tables: readonly string[]): number {
  return tables.reduce((total, table, index) => total + Number(table[Number(digits[index])]), 0);
}

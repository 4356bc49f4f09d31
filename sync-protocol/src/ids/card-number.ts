/**
 * Numbers of loyalty cards: `L`, eleven digits, and a check digit. The letter keeps them apart from whatever else is scanned: no GTIN,
 * receipt or coupon begins so. Source of the check digit: ISO/IEC 7812-1, annex B.
 */
const CARD = /^L\d{12}$/;
const digitsBeforeCheck = 11;

/** @param chosen 0 to 99 999 999 999, at random: who knows one card knows no other. */
export function cardNumberOf(chosen: number): string {
  const digits = String(chosen).padStart(digitsBeforeCheck, '0');
  return `L${digits}${checkDigitOf(digits)}`;
}

export const cardNumbers = 10 ** digitsBeforeCheck;

export const isCardNumber = (text: string): boolean =>
  CARD.test(text) && text.at(-1) === checkDigitOf(text.slice(1, -1));

/** Every second digit, from the right, counts double; a digit misread, or two neighbours exchanged, shows. */
function checkDigitOf(digits: string): string {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

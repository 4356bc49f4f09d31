/** The check digit that ends every GS1 number. */

/**
 * @param digits the number without its check digit: one to any number of ASCII digits.
 * @throws RangeError on anything else: callers know that they hold digits.
 * Source: GS1 General Specifications, 7.9.1: weights 3 and 1 alternate from the right.
 */
export function checkDigit(digits: string): string {
  if (!/^[0-9]+$/.test(digits)) throw new RangeError(`not digits: ${JSON.stringify(digits)}`);
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    sum += Number(digits[digits.length - 1 - fromRight]) * (fromRight % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether `digits`, of two at least, ends with its right check digit. */
export function hasCheckDigit(digits: string): boolean {
  return /^[0-9]{2,}$/.test(digits) && checkDigit(digits.slice(0, -1)) === digits.at(-1);
}

/**
 * Drops what may never be kept or logged of a card, before anything else sees the message.
 * Source: PCI DSS 4.0.1, 3.3.1, 3.4.1 and 3.5.1.
 */
const forbiddenKeys =
  /^(SensitiveCardData|ProtectedCardData|TrackData|ExpiryDate|CardHolderName|CardholderName|PINData|CVV|SecurityCode|CardSequenceNumber|PAN|AdditionalResponse|additionalData)$/i;

/** A copy without card data: forbidden members gone, card numbers in any text masked to their last four digits. */
export function withoutCardData(value: unknown): unknown {
  if (typeof value === 'string') return withoutCardNumbers(value);
  if (Array.isArray(value)) return value.map(withoutCardData);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !forbiddenKeys.test(key))
      .map(([key, member]) => [key, withoutCardData(member)]),
  );
}

/** Runs of 13 to 19 digits (blanks or hyphens between them) that pass the Luhn check lose all but their last four. */
export function withoutCardNumbers(text: string): string {
  return text.replace(/\d(?:[ -]?\d){12,18}/g, (run) => {
    const digits = run.replace(/\D/g, '');
    return passesLuhn(digits) ? `${'*'.repeat(digits.length - 4)}${digits.slice(-4)}` : run;
  });
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  [...digits].reverse().forEach((char, index) => {
    const doubled = Number(char) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return sum % 10 === 0;
}

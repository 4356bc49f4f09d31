/** What a bank card takes at least, in minor units. Source: Stripe, Supported currencies, Minimum charge amounts (0.50 CAD). */
export const cardMinorMin = 50;

/** What pays beside a bank card, a gift card or goods that come back: all that it can, unless that leaves the card less than it takes. */
export function besideCardMinor(worthMinor: number, dueMinor: number): number {
  if (worthMinor >= dueMinor) return dueMinor;
  return Math.max(0, Math.min(worthMinor, dueMinor - cardMinorMin));
}

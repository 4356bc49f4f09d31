/** What a bank card takes at least, in minor units. Source: Stripe, Supported currencies, Minimum charge amounts (0.50 CAD). */
const cardMinorMin = 50;

/** What a gift card pays of what is due: all that it can, unless that leaves a bank card less than it takes. */
export function giftPart(balanceMinor: number, dueMinor: number): number {
  if (balanceMinor >= dueMinor) return dueMinor;
  return Math.max(0, Math.min(balanceMinor, dueMinor - cardMinorMin));
}

/** Test cards and what becomes of them. Source: https://docs.stripe.com/testing, Cards by brand, Declined payments, 3D Secure. */

export type Outcome =
  | Readonly<{ kind: 'approve' }>
  | Readonly<{ kind: 'challenge' }>
  | Readonly<{ kind: 'decline'; code: string; declineCode: string; message: string }>;

const approve: Outcome = { kind: 'approve' };
const challenge: Outcome = { kind: 'challenge' };
const decline = (code: string, declineCode: string, message: string): Outcome => ({
  kind: 'decline',
  code,
  declineCode,
  message,
});
const refused = decline('card_declined', 'generic_decline', 'Your card was declined.');
const noFunds = decline('card_declined', 'insufficient_funds', 'Your card has insufficient funds.');
const expired = decline('expired_card', 'expired_card', 'Your card has expired.');

type TestCard = Readonly<{ brand: string; outcome: Outcome }>;

const byNumber: Readonly<Record<string, TestCard>> = {
  '4242424242424242': { brand: 'visa', outcome: approve },
  '5555555555554444': { brand: 'mastercard', outcome: approve },
  '378282246310005': { brand: 'amex', outcome: approve },
  '4000000000000002': { brand: 'visa', outcome: refused },
  '4000000000009995': { brand: 'visa', outcome: noFunds },
  '4000000000000069': { brand: 'visa', outcome: expired },
  '4000000000003220': { brand: 'visa', outcome: challenge },
};

/** Tokens that need no card fields. Source: https://docs.stripe.com/testing, PaymentMethods. */
export const readyTokens: Readonly<Record<string, TestCard & { last4: string }>> = {
  pm_card_visa: { brand: 'visa', last4: '4242', outcome: approve },
  // One and the same card, whoever pays with it: any other is another card each time.
  pm_card_visa_lent: { brand: 'visa', last4: '4242', outcome: approve },
  pm_card_mastercard: { brand: 'mastercard', last4: '4444', outcome: approve },
  pm_card_visa_chargeDeclined: { brand: 'visa', last4: '0002', outcome: refused },
  pm_card_visa_chargeDeclinedInsufficientFunds: { brand: 'visa', last4: '9995', outcome: noFunds },
  pm_card_chargeDeclinedExpiredCard: { brand: 'visa', last4: '0069', outcome: expired },
  pm_card_threeDSecure2Required: { brand: 'visa', last4: '3220', outcome: challenge },
};

/** A number with a right check digit that is no test card is approved by nobody. */
export function cardOf(number: string): TestCard | undefined {
  if (!/^\d{13,19}$/.test(number) || !passesLuhn(number)) return undefined;
  return byNumber[number] ?? { brand: number.startsWith('5') ? 'mastercard' : 'visa', outcome: refused };
}

/** Source: ISO/IEC 7812-1, Annex B. */
function passesLuhn(number: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...number].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

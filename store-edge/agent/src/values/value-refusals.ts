/** Why a gift card, a credit or points are not taken. */
import { type Problem, problem } from '../problem.ts';

export const notACode = (): Problem =>
  problem(422, 'not-a-value-code', 'This is no gift card or credit', 'Type or scan the code again.');
export const unknownValue = (isOffline: boolean): Problem =>
  problem(404, 'unknown-value', 'No such gift card or credit', 'Check the code, or take another tender.', {
    isOffline,
  });
export const blocked = (): Problem =>
  problem(409, 'value-blocked', 'This card is blocked', 'Take another tender; head office knows why.');
export const notEnough = (balanceMinor: number): Problem =>
  problem(409, 'not-enough-value', 'There is not so much on the card', 'Take what is left.', {
    balanceMinor,
  });
export const overAllowance = (leftMinor: number): Problem =>
  problem(
    409,
    'over-allowance',
    'Head office is out of reach, and this store may not vouch for so much',
    'Take another tender for the rest, or wait for the line.',
    { leftMinor },
  );
export const noAllowance = (): Problem =>
  problem(
    409,
    'no-allowance',
    'Head office is out of reach, and this store may not vouch for anything now',
    'Take another tender, or wait for the line.',
  );
export const released = (): Problem =>
  problem(409, 'spend-released', 'This payment was let go', 'Begin a new one.');
export const otherSpend = (): Problem =>
  problem(409, 'id-reused', 'This id holds another payment', 'A new payment needs a new id.');
export const notSpent = (): Problem =>
  problem(
    422,
    'value-not-spent',
    'The card was not charged for this sale',
    'Take the card again, or another tender.',
  );
export const unknownCustomer = (): Problem =>
  problem(404, 'unknown-customer', 'Points of this customer are not known here', 'Take another tender.');
export const pointsShort = (points: number): Problem =>
  problem(409, 'points-short', 'There are not so many points', 'Take those that are left.', { points });
export const pointsWorth = (pointMinor: number): Problem =>
  problem(409, 'points-worth', 'A point pays another amount now', 'Take them anew.', { pointMinor });

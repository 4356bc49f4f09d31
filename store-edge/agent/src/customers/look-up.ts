/** Who shows a card at a till, or says who they are, from what this store has heard of customers. */
import { isCardNumber } from '@comptoir/sync-protocol/ids/card-number';
import type { CustomerAtTill } from '../api.ts';
import { type Problem, problem } from '../problem.ts';
import type { CardHolder, Replica } from '../replica/replica.ts';

/** A cashier asks for one more digit rather than read a longer list. */
const foundMax = 20;

export function customerByCard(replica: Replica, cardNumber: string): CustomerAtTill | Problem {
  if (!isCardNumber(cardNumber))
    return problem(422, 'not-a-card', 'This is not the number of a card', 'Scan it again, or type it.');
  const asOf = asOfOf(replica);
  const holder = replica.cardHolder(cardNumber);
  if (!holder)
    return problem(
      404,
      'unknown-card',
      'This card is not known in this store',
      'The sale can go on without it. A card that was given just now is known within a minute.',
      { asOf },
    );
  return atTill(holder, asOf);
}

export function customersBy(replica: Replica, text: string): CustomerAtTill[] {
  const by = wanted(text);
  const asOf = asOfOf(replica);
  return by ? replica.cardHolders(by, foundMax).map((holder) => atTill(holder, asOf)) : [];
}

function wanted(text: string) {
  const plain = text.replace(/[\s.]/g, '');
  if (/^\d{4}$/.test(plain)) return { end: plain };
  const initials = [...graphemes.segment(plain.toLocaleUpperCase('fr-CA'))].map(({ segment }) => segment);
  const areLetters = initials.length === 2 && initials.every((one) => /^\p{L}/u.test(one));
  return areLetters ? { initials: initials.map((one) => `${one}.`).join(' ') } : undefined;
}

const graphemes = new Intl.Segmenter('fr-CA');

/** When the store was last in step with head office's customers. */
export const asOfOf = (replica: Replica) => replica.feed('customers')?.asOf ?? null;

const atTill = ({ card, cardNumber, loyalty }: CardHolder, asOf: string | null): CustomerAtTill => ({
  ...card,
  cardNumber,
  loyalty: loyalty ?? null,
  asOf,
});

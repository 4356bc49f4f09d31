/** Who shows a card at a till, from what this store has heard of customers. */
import { isCardNumber } from '@comptoir/sync-protocol/ids/card-number';
import type { CustomerAtTill } from '../api.ts';
import { type Problem, problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';

export function customerByCard(replica: Replica, cardNumber: string): CustomerAtTill | Problem {
  if (!isCardNumber(cardNumber))
    return problem(422, 'not-a-card', 'This is not the number of a card', 'Scan it again, or type it.');
  const asOf = replica.feed('customers')?.asOf ?? null;
  const holder = replica.cardHolder(cardNumber);
  if (!holder)
    return problem(
      404,
      'unknown-card',
      'This card is not known in this store',
      'The sale can go on without it. A card that was given just now is known within a minute.',
      { asOf },
    );
  const { card, loyalty } = holder;
  return { ...card, cardNumber, loyalty: loyalty ?? null, asOf };
}

/** A customer was written down at a till. Who they are is no part of the journal: that goes to Customer, and to nobody else (ADR 0060). */
import { z } from 'zod';

export const customerProposedBody = z.strictObject({
  /** Made at the till; Customer may know the person by another one already. */
  customerId: z.uuid(),
  storeId: z.string(),
  cashierId: z.string(),
  cardNumber: z.string(),
  /** What they allowed, asked at the till. */
  consents: z.strictObject({ marketingEmail: z.boolean() }),
});

/** `A. C.`: all that a store keeps of a name. */
export const initialsOf = (person: Readonly<{ firstName: string; lastName: string }>): string =>
  [person.firstName, person.lastName]
    .map((name) => `${firstGrapheme(name).toLocaleUpperCase('fr-CA')}.`)
    .join(' ');

const graphemes = new Intl.Segmenter('fr-CA');
function firstGrapheme(name: string): string {
  for (const { segment } of graphemes.segment(name.trim())) return segment;
  return '';
}

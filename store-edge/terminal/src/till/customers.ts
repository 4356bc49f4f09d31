/** Who the sale is for: attached by the card, or found by initials or the end of the card's number. */
import type { CustomerAtTill, NewCustomerAnswer } from '@comptoir/edge-agent/api';
import { change } from './basket.ts';
import { edge, tell } from './context.ts';
import { refusesChange } from './held.ts';
import { store } from './store.ts';

export function openCustomer(): void {
  if (!refusesChange()) store.set({ dialog: { kind: 'customer' } });
}

export async function attachByCard(cardNumber: string): Promise<void> {
  const reply = await edge().customer(cardNumber);
  if (reply.is === 'unreachable') return tell({ kind: 'edge-unreachable' }, 'refused');
  if (reply.is === 'ok') return attach(reply.body);
  const { type } = reply.problem;
  if (type === 'unknown-card') tell({ kind: 'unknown-card', code: cardNumber }, 'refused');
  else if (type === 'not-a-card') tell({ kind: 'bad-check-digit', code: cardNumber }, 'refused');
  else tell({ kind: 'refused-by-edge', type }, 'refused');
}

export function attach(customer: CustomerAtTill): void {
  // Money may have moved while the edge was asked.
  if (refusesChange()) return;
  beginNext();
  void change({ type: 'customer-attached', customer });
  const { initials, loyalty } = customer;
  tell({ kind: 'customer-attached', initials, points: loyalty?.points ?? null }, 'done');
}

export function detach(): void {
  void change({ type: 'customer-attached', customer: null });
  store.set({ dialog: null });
  tell({ kind: 'customer-detached' }, 'attention');
}

/** @returns null while the edge is away. */
export async function searchCustomers(text: string): Promise<readonly CustomerAtTill[] | null> {
  const reply = await edge().customers(text);
  return reply.is === 'ok' ? reply.body : null;
}

/** A card shown on Change due is the next customer's. */
export function beginNext(): void {
  const { panel, finished } = store.state;
  store.set({
    dialog: null,
    ...(panel === 'change' && finished !== null ? { panel: 'favourites', finished: null } : {}),
  });
}

export type NewCustomerProblem = 'firstName' | 'lastName' | 'email' | 'phone' | 'unreachable' | 'refused';
type Written =
  | Readonly<{ is: 'ok'; answer: NewCustomerAnswer }>
  | Readonly<{ is: 'problem'; problem: NewCustomerProblem }>;

/** @param customerId of this writing down: the same again is one customer. */
export async function writeDown(
  customerId: string,
  told: Readonly<{
    firstName: string;
    lastName: string;
    email: string;
    phone: string;
    language: 'fr' | 'en';
    marketingEmail: boolean;
  }>,
): Promise<Written> {
  const [firstName, lastName, email, phone] = [told.firstName, told.lastName, told.email, told.phone].map(
    (text) => text.trim(),
  ) as [string, string, string, string];
  const missing =
    firstName === '' ? 'firstName' : lastName === '' ? 'lastName' : email === '' ? 'email' : null;
  if (missing) return { is: 'problem', problem: missing };
  const { language, marketingEmail } = told;
  const reply = await edge().newCustomer({
    ...{ customerId, firstName, lastName, email, language, marketingEmail },
    phone: phone === '' ? null : phone,
  });
  if (reply.is === 'ok') return { is: 'ok', answer: reply.body };
  if (reply.is === 'unreachable') return { is: 'problem', problem: 'unreachable' };
  const errors = (reply.problem.members.errors ?? []) as readonly { pointer: string }[];
  const pointers = errors.map(({ pointer }) => pointer);
  const at = (['email', 'phone', 'firstName', 'lastName'] as const).find((name) =>
    pointers.includes(`/${name}`),
  );
  return { is: 'problem', problem: at ?? 'refused' };
}

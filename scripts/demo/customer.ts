/** A customer to try the shop with. Registers as anybody does: the link is in the mail that the mail catcher keeps. */
import type { Client } from './client.ts';

export const demoCustomer = { email: 'camille.gagnon@exemple.ca', password: 'comptoir-boutique' } as const;

const person = {
  ...demoCustomer,
  firstName: 'Camille',
  lastName: 'Gagnon',
  language: 'fr',
  consents: { marketingEmail: true, analytics: true },
} as const;
const home = {
  isDefault: true,
  recipient: 'Camille Gagnon',
  lines: ['4200, rue Saint-Denis', 'app. 3'],
  city: 'Montréal',
  region: 'QC',
  postalCode: 'H2J 2K9',
  country: 'CA',
  phone: '+15145550142',
} as const;

/** A busy machine that has just started everything takes its time. */
const mailTimeoutMs = 180_000;
const lookEveryMs = 300;

/** What a run that was broken off has not done of it is done by the next. @param mail address of the mail catcher. */
export const seedCustomer =
  (mail: string) =>
  async (headOffice: Client): Promise<string> => {
    const client = headOffice.saying({ 'access-reason': 'customer-asks' });
    const found = await client.get<{ items: { id: string; addresses: unknown[] }[] }>(
      `/api/v1/customers?email=${encodeURIComponent(demoCustomer.email)}`,
    );
    const [known] = found.items;
    if (known && known.addresses.length > 0) return '0 of 1 customer';
    const customerId = known?.id ?? (await registered(client, mail));
    await client.put(`/api/v1/customers/${customerId}/addresses`, {
      addresses: [
        { ...home, kind: 'delivery' },
        { ...home, kind: 'billing' },
      ],
    });
    return '1 of 1 customer';
  };

async function registered(client: Client, mail: string): Promise<string> {
  await client.post('/api/v1/customers/register', person);
  const token = await tokenFrom(mail);
  const { customerId } = await client.post<{ customerId: string }>('/api/v1/customers/confirm', { token });
  return customerId;
}

/** @throws Error when no mail came in time. */
async function tokenFrom(mail: string): Promise<string> {
  const address = new URL('/api/messages', mail);
  address.searchParams.set('to', demoCustomer.email);
  const until = Date.now() + mailTimeoutMs;
  while (Date.now() < until) {
    const answer = await fetch(address);
    const { items } = (await answer.json()) as { items: readonly { text: string }[] };
    for (const { text } of items) {
      const token = /[?&]token=([\w-]+)/.exec(text)?.[1];
      if (token !== undefined) return token;
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  throw new Error(`no mail came to ${demoCustomer.email} within ${mailTimeoutMs / 1_000} s`);
}

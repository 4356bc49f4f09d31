/** What Customer says of whoever is signed in. */
import type { Address } from '../../app/src/shared/shapes/address.ts';
import type { Reply } from '../gateway/gateway.ts';
import { keptFor } from '../kept.ts';
import type { Visit } from '../visit.ts';

/** Source: docs, HTTP interface, `GET /api/v1/customers/{id}/profile`. */
export type Profile = Readonly<{
  id: string;
  email: string;
  names: Readonly<{ firstName: string; lastName: string }>;
  language: 'fr' | 'en';
  phone: string | null;
  preferences: Readonly<{ preferredStoreId: string | null; smsOrderUpdates: boolean }>;
  addresses: readonly Address[];
  /** Absent from a Customer of before there were cards. */
  cardNumber?: string | null;
  loyalty: Readonly<{
    points: number;
    worthMinor: number;
    tier: string;
    nextTier: Readonly<{ code: string; missingPoints: number }> | null;
    /** Absent from a Customer of before there were rules as data. */
    keptUntil?: string | null;
    expiresAt?: string | null;
  }>;
  consents: Readonly<{ marketingEmail: boolean; analytics: boolean }>;
}>;

/** Null: nobody is signed in. */
export async function readProfile(visit: Visit): Promise<Reply<Profile> | null> {
  const [token, id] = await Promise.all([visit.customer.token(), visit.customer.id()]);
  if (token === null || id === null) return null;
  const reply = await visit.gateway.call<Profile>({ path: customerPath(id, '/profile'), token });
  if (!reply.ok && (reply.refusal.status === 401 || reply.refusal.status === 404)) {
    visit.customer.end();
    return null;
  }
  return reply;
}

export const customerPath = (id: string, rest: string): string =>
  `/api/v1/customers/${encodeURIComponent(id)}${rest}`;

export const fullName = ({ names }: Profile): string => `${names.firstName} ${names.lastName}`.trim();

/** The first name is on every page, so it is kept for a moment; it is found by the token, which nobody else has. */
const keptMs = 20_000;
const ask = keptFor<string, Visit>(keptMs, async (_token, visit) => {
  const reply = await readProfile(visit);
  return reply?.ok ? reply.body.names.firstName : undefined;
});

export async function nameOf(visit: Visit): Promise<string | null> {
  const token = await visit.customer.token();
  return token === null ? null : ((await ask(token, visit)) ?? '');
}

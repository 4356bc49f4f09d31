/** A customer as others see them. */
import { notFound } from '@comptoir/service-kit/http/problem';
import type { z } from 'zod';
import type { consentsAnswer, internalCustomer, note, profile, Security, session } from './api.ts';
import { loyaltyOf, loyaltyView } from './loyalty/standing.ts';
import { relyingPartyOf } from './passkeys/relying-party.ts';
import { passkeysOf } from './passkeys/store.ts';
import type { Vault } from './privacy/vault.ts';
import { recoveryCodesLeft } from './second-factor/recovery-codes.ts';
import { codesSince } from './second-factor/second-factor.ts';
import { type ConsentRow, consentHistory, consentsNow } from './store/consents.ts';
import { type Asked, activeCustomer, safeOf } from './store/customers.ts';
import { openSessions } from './store/sessions.ts';

/** @throws Problem 404 for whoever is unknown, unconfirmed or erased. */
export async function profileOf(asked: Asked, vault: Vault, id: string): Promise<z.infer<typeof profile>> {
  const customer = await activeCustomer(asked, vault, id);
  if (!customer) throw notFound('customer');
  const { firstName, lastName, email, phone, preferences, taxExemptCertificate } = customer.person;
  return {
    id,
    email,
    names: { firstName, lastName },
    language: customer.language,
    phone,
    preferences,
    addresses: [...customer.addresses],
    cardNumber: customer.cardNumber,
    taxExemptCertificate,
    loyalty: await loyaltyView(asked, id),
    consents: consentsNow(await consentHistory(asked, id)),
    memberSince: customer.registeredAt.toISOString(),
  };
}

export async function internalViewOf(
  asked: Asked,
  vault: Vault,
  id: string,
): Promise<z.infer<typeof internalCustomer>> {
  const customer = await activeCustomer(asked, vault, id);
  if (!customer) throw notFound('customer');
  const { preferences, taxExemptCertificate: _, ...person } = customer.person;
  const { points, tier } = await loyaltyOf(asked, id);
  return {
    id,
    ...person,
    language: customer.language,
    smsOrderUpdates: preferences.smsOrderUpdates,
    points,
    tier,
    addresses: [...customer.addresses],
  };
}

export async function sessionsOf(
  asked: Asked,
  id: string,
  now: Date,
): Promise<Omit<z.infer<typeof session>, 'isCurrent'>[]> {
  return (await openSessions(asked, id, now)).map((row) => ({
    id: row.id,
    startedAt: row.started_at.toISOString(),
    lastSeenAt: (row.last_seen_at ?? row.started_at).toISOString(),
    browser: row.browser,
    system: row.system,
    signedInBy: row.signed_in_by,
  }));
}

export async function passkeyViewsOf(asked: Asked, id: string): Promise<Security['passkeys']> {
  return (await passkeysOf(asked, id)).map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }));
}

export async function securityOf(asked: Asked, id: string, shopUrl: string): Promise<Security> {
  return {
    codesSince: (await codesSince(asked, id))?.toISOString() ?? null,
    recoveryCodesLeft: await recoveryCodesLeft(asked, id),
    passkeys: await passkeyViewsOf(asked, id),
    arePasskeysOffered: relyingPartyOf(shopUrl) !== undefined,
  };
}

const consentView = ({ at, ...row }: ConsentRow) => ({ ...row, at: at.toISOString() });

export async function consentsOf(asked: Asked, id: string): Promise<z.infer<typeof consentsAnswer>> {
  const history = await consentHistory(asked, id);
  return { consents: consentsNow(history), history: history.map(consentView) };
}

export async function notesOf(asked: Asked, vault: Vault, id: string): Promise<z.infer<typeof note>[]> {
  const rows = (await asked.query(
    'select id, staff_id, at, sealed from support_note where customer_id = $1 order by at, id',
    [id],
  )) as { id: string; staff_id: string; at: Date; sealed: Buffer }[];
  if (rows.length === 0) return [];
  const safe = await safeOf(asked, vault, id);
  return rows.map((row) => ({
    id: row.id,
    text: String(safe.unseal(`note/${row.id}`, row.sealed)),
    staffId: row.staff_id,
    at: row.at.toISOString(),
  }));
}

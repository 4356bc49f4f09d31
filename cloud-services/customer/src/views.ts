/** A customer as others see them. */
import { notFound } from '@comptoir/service-kit/http/problem';
import type { z } from 'zod';
import type { consentsAnswer, internalCustomer, note, profile } from './api.ts';
import { loyaltyOf } from './loyalty/standing.ts';
import type { Vault } from './privacy/vault.ts';
import { type ConsentRow, consentHistory, consentsNow } from './store/consents.ts';
import { type Asked, activeCustomer, safeOf } from './store/customers.ts';

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
    loyalty: await loyaltyOf(asked, id),
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

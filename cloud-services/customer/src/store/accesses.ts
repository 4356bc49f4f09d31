/** Who of our staff looked at a person. Whoever is not known is not written down. */
import {
  type Access,
  accessesOf as listed,
  noteAccess as note,
} from '@comptoir/service-kit/privacy/access-log';
import type { NotedReason } from '../api.ts';
import type { Asked } from './customers.ts';

/** @param customerId a UUID. */
export async function noteAccess(
  asked: Asked,
  customerId: string,
  access: Access<NotedReason>,
): Promise<void> {
  const known = (await asked.query(`select from customer where id = $1 and status = 'active'`, [
    customerId,
  ])) as object[];
  if (known.length > 0) await note(asked, customerId, access);
}

/** Newest first. */
export const accessesOf = (asked: Asked, customerId: string, most: number): Promise<Access<NotedReason>[]> =>
  listed<NotedReason>(asked, customerId, most);

/** What the routes work with. */
import { randomBytes } from 'node:crypto';
import type { Database } from '@comptoir/service-kit/db/database';
import { uuid7Generator } from '@comptoir/sync-protocol/ids/uuid7';
import type { KeyRing } from './keys/key-ring.ts';
import type { AskElsewhere } from './person/elsewhere.ts';
import type { LettersOf } from './person/letters.ts';
import type { Vault } from './privacy/vault.ts';

export type CustomerParts = Readonly<{
  database: Database;
  vault: Vault;
  ring: KeyRing;
  /** Where links in mails lead. */
  shopUrl: string;
  /** The shop's. */
  timeZone: string;
  cartLettersEveryDays: number;
  senderPostalAddress: string | undefined;
  elsewhere: AskElsewhere;
  lettersOf: LettersOf;
  now: () => Date;
}>;

export const newId = uuid7Generator({ now: () => Date.now(), random: (length) => randomBytes(length) });

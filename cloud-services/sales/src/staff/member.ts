/** People: who may sign in where. */
import type { StaffRole } from '@comptoir/service-kit';

export type Member = Readonly<{
  id: string;
  displayName: string;
  roles: readonly StaffRole[];
  language: 'fr' | 'en';
  /** Where the person works; empty: everywhere. */
  storeIds: readonly string[];
  /** Without a PIN nobody signs in at a till. */
  pinHash: string | null;
  /** SHA-256 of their badge's code, in hex. */
  badgeHash: string | null;
  /** When PIN or badge were last changed; null: before that was kept. */
  secretsChangedAt: Date | null;
  login: string | null;
  passwordHash: string | null;
  /** Whoever has left signs in nowhere, and keeps the name that old receipts bear. */
  isActive: boolean;
  /** When their sessions were ended, on a whole second: tokens given before are refused. */
  sessionsEndedAt: Date | null;
}>;

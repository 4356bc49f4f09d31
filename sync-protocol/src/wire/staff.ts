/** `/api/v1/sync/staff`: what a manager changed of how somebody signs in, while the store was cut off or not. */
import { z } from 'zod';

/** argon2id, PHC string. */
const pinHash = z.string().startsWith('$argon2id$').max(200);
/** SHA-256 of the badge's code, in hex. */
const badgeHash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * PUT `/{staffId}/secrets/{changeId}` → 204; the same again the same. What is absent stays. 404 `unknown-staff`; 409 `changed-since`: it was
 * changed later than `at`, and that holds; `not-this-store`: they work elsewhere, or are of head office.
 */
export const changeSecretsRequest = z.object({
  pinHash: pinHash.optional(),
  /** Null: the badge is worth nothing any more. */
  badgeHash: badgeHash.nullable().optional(),
  changedBy: z.string(),
  at: z.iso.datetime(),
});
export type ChangeSecretsRequest = z.infer<typeof changeSecretsRequest>;

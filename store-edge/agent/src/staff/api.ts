/** How somebody says who they are, at a till or to allow something. Part of the terminal's contract (`../api.ts`). */
import { z } from 'zod';

export const pin = z.string().regex(/^\d{4,8}$/);
export const pinCredential = z.strictObject({ staffId: z.string(), pin });
/** The code of a badge, as it was scanned. 401 `unknown-badge`. */
export const badgeCredential = z.strictObject({ badge: z.string().max(60) });
export const credential = z.union([pinCredential, badgeCredential]);
export type StaffCredential = z.infer<typeof credential>;

/** The calls by which a terminal becomes one of the store's, and goes on being it. Part of the terminal's contract (`../api.ts`). */
import { succession, successionsMax } from '@comptoir/sync-protocol/wire/calls';
import { z } from 'zod';

/** POST /pair → 201. The code is shown to the manager (and by `scripts/up` in the demo); it is used once. */
export const pairRequest = z.strictObject({
  code: z.string(),
  publicKeyJwk: z.looseObject({}),
  name: z.string(),
});
export const pairAnswer = z.strictObject({
  terminalId: z.string(),
  registerId: z.string(),
  registerNumber: z.string(),
});
export type PairAnswer = z.infer<typeof pairAnswer>;

/**
 * POST /terminal-keys → 204, without credentials: the key that `successions` lead to, from the one that the edge has in force, signed `token`
 * and is in force from now on. The same again changes nothing; after a restore of the edge it leads there from the key of then. Signed is
 * `comptoir/device-key/1 LF terminalId LF base64(next key) LF`, as for an edge's own keys. 401 `bad-token`, `not-paired`.
 */
export const terminalKeyRequest = z.strictObject({
  token: z.string(),
  successions: z.array(succession).max(successionsMax),
});
export type TerminalKeyRequest = z.infer<typeof terminalKeyRequest>;

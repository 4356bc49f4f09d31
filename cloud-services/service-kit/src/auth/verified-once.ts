/** A token is verified once a minute: a device shows the same one with each pull, and to verify a signature costs more than most answers. */
import type { JWTPayload } from 'jose';

/** A key that was withdrawn is believed for so long after, at most. */
const keptMs = 60_000;
/** More devices than ask one instance; the one that was kept first goes first. */
const keptMax = 5_000;

type Kept = Readonly<{ claims: JWTPayload; untilMs: number }>;

/** What was refused is not kept. @param nowMs since 1970. */
export function verifiedOnce(
  verify: (token: string) => Promise<JWTPayload>,
  nowMs: () => number = Date.now,
): (token: string) => Promise<JWTPayload> {
  const known = new Map<string, Kept>();
  return async (token) => {
    const kept = known.get(token);
    if (kept && nowMs() < kept.untilMs) return kept.claims;
    known.delete(token);
    const claims = await verify(token);
    const untilMs = Math.min(nowMs() + keptMs, (claims.exp ?? 0) * 1_000);
    known.set(token, { claims, untilMs });
    const [first] = known.keys();
    if (known.size > keptMax && first !== undefined) known.delete(first);
    return claims;
  };
}

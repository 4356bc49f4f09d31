/** Signing in while the edge is away: whoever has signed in at this till before, with the PIN of that time. */
import type { SessionAnswer } from '@comptoir/edge-agent/api';
import { newSealKey, type SealedSignIn, seal, unseal } from '../edge/sealed-sign-in.ts';
import { tillStore } from '../edge/till-store.ts';
import { leftOf, lockedForMs, noTries, onTry, type PinTries } from '../sale/pin-tries.ts';

type SignIns = Readonly<Record<string, SealedSignIn>>;
type Refused = Readonly<{ type: 'wrong-pin' | 'locked-out' | 'not-known-here'; number: number | null }>;

const signIns = async (): Promise<SignIns> => (await tillStore.value<SignIns>('sign-ins')) ?? {};
const triesOf = (staffId: string) => `pin-tries/${staffId}`;

export async function signInAway(
  staffId: string,
  pin: string,
): Promise<Readonly<{ session: SessionAnswer }> | Readonly<{ refused: Refused }>> {
  const kept = (await signIns())[staffId];
  const key = await tillStore.value<CryptoKey>('seal-key');
  if (!kept || !key) return { refused: { type: 'not-known-here', number: null } };
  const before = (await tillStore.value<PinTries>(triesOf(staffId))) ?? noTries;
  const waitMs = lockedForMs(before, Date.now());
  if (waitMs > 0) return lockedOut(waitMs);
  const tries = onTry(before, Date.now());
  await tillStore.keepValue(triesOf(staffId), tries);
  const session = await unseal(key, kept, pin);
  if (session === null) {
    const lockMs = lockedForMs(tries, Date.now());
    return lockMs > 0 ? lockedOut(lockMs) : { refused: { type: 'wrong-pin', number: leftOf(tries) } };
  }
  await tillStore.keepValue(triesOf(staffId), noTries);
  return { session };
}

const lockedOut = (waitMs: number) =>
  ({ refused: { type: 'locked-out', number: Math.ceil(waitMs / 1_000) } }) as const;

/** After the edge has let somebody in. */
export async function rememberSignIn(session: SessionAnswer, pin: string): Promise<void> {
  const kept = await tillStore.value<CryptoKey>('seal-key');
  const key = kept ?? (await newSealKey());
  if (!kept) await tillStore.keepValue('seal-key', key);
  const sealed = await seal(key, session, pin);
  await tillStore.keepValue('sign-ins', { ...(await signIns()), [sealed.staffId]: sealed });
  await tillStore.keepValue(triesOf(sealed.staffId), noTries);
}

/** The edge does not know this PIN: perhaps it was changed, and what was sealed under the old one is good no more. */
export async function forgetSignIn(staffId: string): Promise<void> {
  const { [staffId]: _, ...others } = await signIns();
  await tillStore.keepValue('sign-ins', others);
}

/** Who does not work here any more does not get in either. */
export async function keepSignInsOf(staff: readonly Readonly<{ id: string }>[]): Promise<void> {
  const ids = new Set(staff.map(({ id }) => id));
  const kept = await signIns();
  const left = Object.entries(kept).filter(([staffId]) => ids.has(staffId));
  if (left.length < Object.keys(kept).length) await tillStore.keepValue('sign-ins', Object.fromEntries(left));
}

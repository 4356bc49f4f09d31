/** Passwords and PINs are kept as argon2id only. Parameters: OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane). */
import { type Algorithm, hash, verify } from '@node-rs/argon2';

const parameters = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** @returns a PHC string. */
export const hashSecret = (secret: string): Promise<string> => hash(secret, parameters);

/** @returns false for a wrong secret and for a malformed hash alike. */
export const isSecret = (stored: string, secret: string): Promise<boolean> =>
  verify(stored, secret).catch(() => false);

let decoy: Promise<string> | undefined;
/** Takes as long as a real check: an unknown login must not be told by its speed. */
export async function checkNobody(secret: string): Promise<false> {
  decoy ??= hashSecret('nobody has this secret');
  await isSecret(await decoy, secret);
  return false;
}

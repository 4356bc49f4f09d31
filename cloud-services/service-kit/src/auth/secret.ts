/** Passwords and PINs are kept as argon2id only. Parameters: OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane). */
import { type Algorithm, hash, verify } from '@node-rs/argon2';
import { problem } from '../http/problem.ts';

const parameters = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashing runs on the thread pool, which files and names need too: half of its four threads, and a queue that ends. */
const runningMax = 2;
const waitingMax = 100;
let running = 0;
const waiting: (() => void)[] = [];

/** @returns a PHC string. */
export const hashSecret = (secret: string): Promise<string> => inTurn(() => hash(secret, parameters));

/** @returns false for a wrong secret and for a malformed hash alike. */
export const isSecret = (stored: string, secret: string): Promise<boolean> =>
  inTurn(() => verify(stored, secret).catch(() => false));

let decoy: Promise<string> | undefined;
/** Takes as long as a real check: an unknown login must not be told by its speed. */
export async function checkNobody(secret: string): Promise<false> {
  decoy ??= hashSecret('nobody has this secret');
  await isSecret(await decoy, secret);
  return false;
}

/** @throws Problem 503 when too many wait already. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= runningMax) {
    if (waiting.length >= waitingMax)
      throw problem(503, 'busy', 'Too many people sign in at this moment', 'Try again in a few seconds.', {
        headers: { 'retry-after': '2' },
      });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // Whoever comes next takes this place over.
    if (next) next();
    else running -= 1;
  }
}

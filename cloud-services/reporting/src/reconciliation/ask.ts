/** Asks an owner for what it alone knows. */
import { unavailable } from '@comptoir/service-kit/http/problem';
import type { z } from 'zod';

const timeoutMs = 30_000;

/** @throws Problem 503 when the owner does not answer, or not as it should. */
export async function askOwner<S extends z.ZodType>(
  ownerUrl: string,
  path: string,
  schema: S,
): Promise<z.infer<S>> {
  const url = new URL(path, ownerUrl);
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return schema.parse(await answer.json());
  } catch (cause) {
    throw unavailable(`The owner at ${url.origin}`, cause);
  }
}

/** Asks an owner for what it alone knows. */
import { unavailable } from '@comptoir/service-kit/http/problem';
import type { HouseFetch } from '@comptoir/service-kit/tls/house-fetch';
import type { z } from 'zod';

const timeoutMs = 30_000;

export type Owner = Readonly<{ url: string; fetch: HouseFetch }>;

/** @throws Problem 503 when the owner does not answer, or not as it should. */
export async function askOwner<S extends z.ZodType>(
  { url: ownerUrl, fetch: fetchOfHouse }: Owner,
  path: string,
  schema: S,
): Promise<z.infer<S>> {
  const url = new URL(path, ownerUrl);
  try {
    const answer = await fetchOfHouse(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return schema.parse(await answer.json());
  } catch (cause) {
    throw unavailable(`The owner at ${url.origin}`, cause);
  }
}

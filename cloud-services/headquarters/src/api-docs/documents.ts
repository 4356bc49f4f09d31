/** The services' documents, read live through the gateway, and what is said of them as one. */
import { merge, type Published } from './merge.ts';
import type { Document } from './openapi.ts';

/** As their addresses name them: `/api/v1/products/openapi.json`. */
const services = ['products', 'inventory', 'cart', 'order', 'customer', 'sales', 'reports'] as const;
const answerTimeoutMs = 5_000;

/** @returns what could be read; services that did not answer are named in `x-unanswered`. */
export async function mergedDocument(gateway: string): Promise<Document & { 'x-unanswered': string[] }> {
  const read = await Promise.all(services.map((service) => documentOf(gateway, service)));
  const published = read.flatMap((one) => one ?? []);
  const unanswered = services.filter((_, index) => read[index] === undefined);
  return { ...merge(gateway, published), 'x-unanswered': unanswered };
}

async function documentOf(gateway: string, service: string): Promise<Published | undefined> {
  try {
    const answer = await fetch(`${gateway}/api/v1/${service}/openapi.json`, {
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    return answer.ok ? { service, document: (await answer.json()) as Document } : undefined;
  } catch {
    return undefined;
  }
}

import { useEffect, useState } from 'react';
import type { Document } from '../../src/api-docs/openapi.ts';

export type ApiDocument = Document & Readonly<{ 'x-unanswered'?: readonly string[] }>;
export const documentAddress = '/api-docs/openapi.json';

type Told = Readonly<{ state: 'loading' | 'failed' }> | Readonly<{ state: 'loaded'; document: ApiDocument }>;

/** @param attempt another number asks again; what was told stays on the page meanwhile. */
export function useDocument(attempt: number): Told {
  const [told, setTold] = useState<Told>({ state: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is the reason to ask.
  useEffect(() => {
    const abort = new AbortController();
    fetch(documentAddress, { signal: abort.signal })
      .then(async (answer): Promise<Told> => {
        if (!answer.ok) return { state: 'failed' };
        return { state: 'loaded', document: await answer.json() };
      })
      .catch((): Told => ({ state: 'failed' }))
      .then((next) => {
        if (!abort.signal.aborted) setTold(next);
      });
    return () => abort.abort();
  }, [attempt]);
  return told;
}

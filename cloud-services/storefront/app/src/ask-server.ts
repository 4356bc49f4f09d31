/** Loaders and actions in the browser: one call of the shop's server, which has the cookies and knows the gateway. */
import type { Hands } from './routes.tsx';
import { dataParameter, type Outcome, settle } from './shared/outcome.ts';

export const askServer: Hands =
  (page) =>
  async ({ request }) => {
    const url = new URL(request.url);
    url.searchParams.set(dataParameter, page);
    const isForm = request.method !== 'GET';
    const response = await fetch(url, {
      method: request.method,
      signal: request.signal,
      ...(isForm
        ? { body: new URLSearchParams((await request.formData()) as unknown as URLSearchParams) }
        : {}),
    }).catch((error) => {
      if (request.signal.aborted) throw error;
      return undefined;
    });
    return settle(await outcomeOf(response));
  };

/** Whatever else comes back (a proxy's page, nothing at all) means that the shop cannot be reached. */
async function outcomeOf(response: Response | undefined): Promise<Outcome> {
  if (response?.headers.get('content-type')?.includes('json')) return await response.json();
  return {
    kind: 'fault',
    fault: {
      kind: 'unavailable',
      status: 503,
      correlationId: response?.headers.get('x-correlation-id') ?? '',
    },
  };
}

/** Asks head office while a customer waits at the till. */

import { tracedFetch } from '@comptoir/tracing';
import type { HeadOfficeAnswer } from '../sync-port.ts';

const fetchTraced = tracedFetch(fetch, 'head office');

const timeoutMs = 2_500;

/** @param token of the session; '' before the first. */
export async function askHeadOffice(
  cloudUrl: string,
  token: string,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
): Promise<HeadOfficeAnswer> {
  if (token === '') return { is: 'no-answer' };
  try {
    const response = await fetchTraced(`${cloudUrl}/api/v1/sync/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const told: unknown = response.status === 204 ? {} : await response.json();
    if (response.ok) return { is: 'ok', body: told };
    const members = typeof told === 'object' && told !== null ? (told as Record<string, unknown>) : {};
    const type =
      String(members.type ?? '')
        .split('/')
        .at(-1) ?? '';
    // What is no word about the card is none: a gateway that is full, a token that is over, an older head office.
    const isSaid = response.status === 409 || (response.status === 404 && type.startsWith('unknown-'));
    return isSaid ? { is: 'problem', type, members } : { is: 'no-answer' };
  } catch {
    return { is: 'no-answer' };
  }
}

/** A call to a service of the house as its keeper. */
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { readIdentity } from '@comptoir/service-kit/tls/identity-file';

/** @param identity path of the keeper's certificate. @returns the answer, its body unread. */
export async function callHouse(
  address: string,
  identity: string,
  { method = 'GET', timeoutMs }: Readonly<{ method?: 'GET' | 'POST'; timeoutMs?: number }> = {},
): Promise<IncomingMessage> {
  const { authorities: ca, certificate: cert, key } = readIdentity(identity);
  return await new Promise((resolve, reject) => {
    const signal = timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(timeoutMs) };
    const options = { method, agent: false, ca, cert, key, minVersion: 'TLSv1.3', ...signal } as const;
    request(address, options, resolve).once('error', reject).end();
  });
}

/**
 * A POST to an address that a person wrote down. Its host is looked up when the connection is made, and each address that is found is
 * judged then: a name that meant something harmless when it was checked cannot mean this machine now. Redirects are not followed.
 */
import { type LookupAddress, lookup } from 'node:dns';
import { type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-address.ts';

const timeoutMs = 10_000;
const answerBytesMax = 65_536;

export type Posted = Readonly<{ status: number } | { error: string }>;

export type PostOptions = Readonly<{
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Where what is called is our neighbour: in tests, and where an installation says so. Plain HTTP is taken then too. */
  allowPrivate: boolean;
}>;

/** @returns why it was not sent, or what was answered; it never throws. */
export function postOutside(address: string, { headers, body, allowPrivate }: PostOptions): Promise<Posted> {
  const refusal = refusalOf(address, allowPrivate);
  if (refusal !== undefined) return Promise.resolve({ error: refusal });
  const url = new URL(address);
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    signal: AbortSignal.timeout(timeoutMs),
    ...(allowPrivate ? {} : { lookup: publicLookup }),
  };
  return new Promise((resolve) => {
    const call = (url.protocol === 'https:' ? requestTls : requestPlain)(url, options, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > answerBytesMax) answer.destroy();
      });
      answer.on('error', () => undefined);
      answer.on('close', () => resolve({ status: answer.statusCode ?? 0 }));
    });
    call.on('error', (error) => resolve({ error: error.message }));
    call.end(body);
  });
}

/** What can be said of an address before it is called; `undefined`: nothing against it. */
export function refusalOf(address: string, allowPrivate: boolean): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) return 'it is not an address of the web';
  if (url.username !== '' || url.password !== '') return 'it has a password in it';
  if (allowPrivate) return undefined;
  if (url.protocol !== 'https:') return 'it is not https';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && isPrivateAddress(host) ? 'it is an address of a private network' : undefined;
}

const publicLookup: LookupFunction = (host, options, callback) =>
  lookup(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const open = error ? [] : found.filter(({ address }) => !isPrivateAddress(address));
    const fault = error ?? (open.length === 0 ? new Error(`${host} is in a private network`) : null);
    if (fault || !open[0]) return callback(fault ?? new Error(`${host} has no address`), '', 4);
    if (options.all) return callback(null, open);
    callback(null, open[0].address, open[0].family);
  });

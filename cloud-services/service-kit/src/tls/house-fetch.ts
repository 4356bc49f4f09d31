/** Calls to our own services, by `fetch` or otherwise: shows who calls, and takes an answer from nobody but those whom the caller may call. */
import { checkServerIdentity } from 'node:tls';
import { Agent, type Dispatcher, fetch as fetchWith } from 'undici';
import { type Identity, nameOf } from './identity.ts';
import { callable } from './who-may-call.ts';

export type HouseFetch = typeof fetch;

export type Calling = Readonly<{
  fetch: HouseFetch;
  /** With the certificate of this moment. */
  dispatcherNow(): Dispatcher;
  close(): Promise<void>;
}>;

/** Longer than the pauses between two calls, shorter than services keep an idle connection. */
const keepAliveMs = 30_000;

export function callingAs(identity: Identity): Calling {
  const names = callable(identity.name);
  const newAgent = () =>
    new Agent({
      keepAliveTimeout: keepAliveMs,
      connect: {
        ...identity.credentials(),
        checkServerIdentity: (host, certificate) => {
          const fault = checkServerIdentity(host, certificate);
          if (fault) return fault;
          const name = nameOf(certificate);
          return name !== undefined && names.includes(name)
            ? undefined
            : new Error(`${identity.name} expects no answer from ${name ?? 'nobody we know'}`);
        },
      },
    });
  let agent = newAgent();
  // Calls that are on their way end with the certificate that they began with.
  identity.onRenewal(() => {
    const before = agent;
    agent = newAgent();
    void before.close();
  });
  const call = (input: string | URL, init: object = {}) => fetchWith(input, { ...init, dispatcher: agent });
  return { fetch: call as unknown as HouseFetch, dispatcherNow: () => agent, close: () => agent.destroy() };
}

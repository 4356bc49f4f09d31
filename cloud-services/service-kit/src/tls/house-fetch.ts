/** Calls to our own services, by `fetch` or otherwise: shows who calls, and takes an answer from nobody but those whom the caller may call. */
import { checkServerIdentity, createSecureContext, type PeerCertificate } from 'node:tls';
import { Agent, type buildConnector, type Dispatcher, fetch as fetchWith, Pool } from 'undici';
import { type Identity, nameOf } from './identity.ts';
import { connectorTo } from './kept-sessions.ts';
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
  const expected = (host: string, certificate: PeerCertificate) => {
    const fault = checkServerIdentity(host, certificate);
    if (fault) return fault;
    const name = nameOf(certificate);
    return name !== undefined && names.includes(name)
      ? undefined
      : new Error(`${identity.name} expects no answer from ${name ?? 'nobody we know'}`);
  };
  const newAgent = () => {
    // Taken apart once: for each connection anew, certificates cost more than the rest of it.
    const shown = {
      secureContext: createSecureContext(identity.credentials()),
      checkServerIdentity: expected,
    };
    const connectors = new Map<string, buildConnector.connector>();
    // Kept longer than undici keeps what it opens connections of: that ends with the last of them.
    const connectorOf = (origin: string) => {
      const connect = connectors.get(origin) ?? connectorTo(shown);
      connectors.set(origin, connect);
      return connect;
    };
    return new Agent({
      keepAliveTimeout: keepAliveMs,
      factory: (origin, options) => new Pool(origin, { ...options, connect: connectorOf(String(origin)) }),
    });
  };
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

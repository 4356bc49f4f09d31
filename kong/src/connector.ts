/** How connections to one target are opened. */
import { TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import type { ServiceTls } from './service-tls.ts';

/** Each opens by the session of the one before, for a good half of what a handshake costs both sides. */
export function connectorTo(timeoutMs: number, tls: ServiceTls | undefined): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, ...tls });
  // undici holds sessions weakly: without us they are gone whenever memory is collected.
  const held: { session?: Buffer } = {};
  return (target, callback) =>
    connect(target, (...opened: Parameters<buildConnector.Callback>) => {
      const [, socket] = opened;
      if (socket instanceof TLSSocket)
        socket.on('session', (session) => {
          held.session = session;
        });
      callback(...opened);
    });
}

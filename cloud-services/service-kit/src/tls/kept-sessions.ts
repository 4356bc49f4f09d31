/** How connections to one program of the house are opened. */
import { TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';

/**
 * Each opens by the session of the one before, for a good half of what a handshake costs both sides. Of one address: another
 * program could do nothing with the session.
 */
export function connectorTo(options: buildConnector.BuildOptions): buildConnector.connector {
  const connect = buildConnector(options);
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

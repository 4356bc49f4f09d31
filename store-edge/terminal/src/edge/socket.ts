/** The edge's events: a doorbell and a scanner's cable, never the truth. */
import type { ServerEvents } from '@comptoir/edge-agent/api';
import { io, type Socket } from 'socket.io-client';
import type { TokenSource } from './identity.ts';

export function openSocket(
  token: TokenSource,
  handlers: ServerEvents &
    Readonly<{ onConnected: () => void; onLost: () => void; onRefused: (type: string) => void }>,
): Socket<ServerEvents> {
  const socket: Socket<ServerEvents> = io({
    transports: ['websocket'],
    // A new token for each connection: one made an hour ago has long expired.
    auth: (give) => void token().then((text) => give({ token: text })),
    reconnectionDelay: 250,
    reconnectionDelayMax: 2_000,
    timeout: 4_000,
  });
  const { onConnected, onLost, onRefused, ...events } = handlers;
  socket.on('connect', onConnected);
  socket.on('disconnect', onLost);
  socket.on('connect_error', ({ message }) => {
    onLost();
    if (socket.active) return;
    // A refusal by the edge (an unknown or expired token) is not retried by the library itself.
    onRefused(message);
    setTimeout(() => socket.connect(), 2_000);
  });
  socket.on('state', events.state);
  socket.on('settings', events.settings);
  socket.on('scan', events.scan);
  socket.on('payment', events.payment);
  socket.on('print', events.print);
  socket.on('weight', events.weight);
  socket.on('head', events.head);
  socket.on('RESYNC', events.RESYNC);
  return socket;
}

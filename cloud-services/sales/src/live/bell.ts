/** The doorbell: tells a store's edge that a feed has news. It carries no data; the edge's own pull is what counts. */

import type { Server as HttpServer } from 'node:http';
import type { Tokens } from '@comptoir/service-kit';
import { letIn } from '@comptoir/service-kit/auth/let-in';
import { feedAdvanced } from '@comptoir/service-kit/events/feed';
import { Server } from 'socket.io';
import type { Channels } from './channels.ts';

export const bellPath = '/api/v1/sync/bell';

type BellEvents = { bell: (news: { feeds: string[] }) => void };
const roomOf = (storeId: string) => `store:${storeId}`;

export function attachBell(server: HttpServer, tokens: Tokens, channels: Channels): Server {
  const io = new Server<Record<string, never>, BellEvents>(server, {
    path: bellPath,
    serveClient: false,
    destroyUpgrade: false,
    transports: ['websocket', 'polling'],
  });
  io.use(
    letIn(async (socket) => {
      const { store } = await tokens.deviceOf(String(socket.handshake.auth.token ?? ''));
      await socket.join(roomOf(store));
      return true;
    }),
  );
  channels.on('feed.advanced', (message) => {
    const { feed, scopes } = feedAdvanced.parse(message);
    const rung = scopes.includes('*') ? io : io.to(scopes.map(roomOf));
    rung.emit('bell', { feeds: [feed] });
  });
  return io;
}

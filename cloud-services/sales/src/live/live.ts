/** Head office's live view: each sale after its commit, and the day's revenue at most twice a second. */
import type { Server as HttpServer } from 'node:http';
import { abilitiesOf, errorFields, type Logger, type Tokens } from '@comptoir/service-kit';
import { leaveWhenEnded } from '@comptoir/service-kit/auth/leave-when-ended';
import { letIn } from '@comptoir/service-kit/auth/let-in';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { type LiveEvents, type RevenueByStore, saleSummary } from '../api.ts';
import { type Channels, salesChannel } from './channels.ts';

export const livePath = '/api/v1/sales/live';
const revenueEveryMs = 500;
/** A store that was cut off for long sends thousands at once: the list shows the newest, revenue tells the sum. */
export const summariesToldMax = 50;

export const liveMessage = z.object({ sales: z.array(saleSummary), businessDates: z.array(z.iso.date()) });
export type LiveMessage = z.infer<typeof liveMessage>;

export function attachLive(parts: {
  server: HttpServer;
  tokens: Tokens;
  channels: Channels;
  revenueOf: (date: string) => Promise<RevenueByStore>;
  logger: Logger;
}): Server {
  const { server, tokens, channels, revenueOf, logger } = parts;
  const io = new Server<Record<string, never>, LiveEvents>(server, {
    path: livePath,
    serveClient: false,
    destroyUpgrade: false,
    // The token is what protects; it is sent by hand, never by a cookie.
    cors: { origin: true },
  });
  io.use(
    letIn(async (socket) => {
      const { roles, stores } = await tokens.staffOf(tokenOf(socket));
      // What is told here is told of all stores.
      return stores === undefined && abilitiesOf(roles).includes('read-sales');
    }),
  );
  io.on('connection', (socket) => leaveWhenEnded(socket, tokenOf(socket), tokens));
  const tellRevenue = atMostEvery(
    revenueEveryMs,
    async (dates: ReadonlySet<string>) => {
      if (io.engine.clientsCount === 0) return;
      for (const date of dates) io.emit('revenue', await revenueOf(date));
    },
    logger,
  );
  channels.on(salesChannel, (message) => {
    const { sales, businessDates } = liveMessage.parse(message);
    for (const sale of sales) io.emit('sale', sale);
    for (const date of businessDates) tellRevenue(date);
  });
  return io;
}

const tokenOf = ({ handshake }: Pick<Socket, 'handshake'>) => String(handshake.auth.token ?? '');

/** Collects values and hands them over together, at once and then not before the pause has passed. */
function atMostEvery(
  pauseMs: number,
  call: (values: ReadonlySet<string>) => Promise<void>,
  logger: Logger,
): (value: string) => void {
  let waiting = new Set<string>();
  let isBusy = false;
  const flush = () => {
    if (waiting.size === 0) {
      isBusy = false;
      return;
    }
    isBusy = true;
    const values = waiting;
    waiting = new Set();
    call(values)
      .catch((error: unknown) => logger.warn(errorFields(error), 'live figures could not be told'))
      .finally(() => setTimeout(flush, pauseMs).unref());
  };
  return (value) => {
    waiting.add(value);
    if (!isBusy) flush();
  };
}

/** Events to the tills: a doorbell and a cable, never the truth. Each terminal is in the room of its register. */
import type { Server as HttpServer } from 'node:http';
import type { SignedHead } from '@comptoir/sync-protocol/wire/calls';
import { type DefaultEventsMap, Server } from 'socket.io';
import type {
  EdgeState,
  PaymentState,
  PrintState,
  Scanned,
  ServerEvents,
  SettingsAnswer,
  Weight,
} from '../api.ts';
import { isProblem } from '../problem.ts';
import type { Callers } from './callers.ts';
import { MissedScans } from './missed-scans.ts';

type Events = ServerEvents;
type SocketData = { terminalId: string; registerId: string };

export class TillSockets {
  #io: Server<DefaultEventsMap, Events, DefaultEventsMap, SocketData> | undefined;
  readonly #missed = new MissedScans();

  attach(
    server: HttpServer,
    callers: Callers,
    { state, settings }: Readonly<{ state: () => EdgeState; settings: () => SettingsAnswer }>,
  ): void {
    const io = new Server<DefaultEventsMap, Events, DefaultEventsMap, SocketData>(server, {
      serveClient: false,
    });
    io.use(async (socket, next) => {
      const { token } = socket.handshake.auth;
      const caller = await callers.terminalBy(typeof token === 'string' ? token : '');
      if (isProblem(caller)) return next(new Error(caller.type));
      socket.data = { terminalId: caller.terminalId, registerId: caller.register.id };
      await socket.join([`register/${caller.register.id}`, `terminal/${caller.terminalId}`]);
      next();
    });
    io.on('connection', (socket) => {
      socket.emit('state', state());
      socket.emit('settings', settings());
      for (const scan of this.#missed.take(socket.data.registerId)) socket.emit('scan', scan);
    });
    this.#io = io;
  }

  state(state: EdgeState): void {
    this.#io?.emit('state', state);
  }

  settings(settings: SettingsAnswer): void {
    this.#io?.emit('settings', settings);
  }

  resync(): void {
    this.#io?.emit('RESYNC');
  }

  head(head: SignedHead): void {
    this.#io?.emit('head', head);
  }

  scan(registerId: string, scan: Scanned): void {
    const till = `register/${registerId}`;
    if (this.#io?.sockets.adapter.rooms.has(till)) this.#io.to(till).emit('scan', scan);
    else this.#missed.keep(registerId, scan);
  }

  weight(registerId: string, weight: Weight): void {
    this.#io?.to(`register/${registerId}`).emit('weight', weight);
  }

  payment(registerId: string, payment: PaymentState): void {
    this.#io?.to(`register/${registerId}`).emit('payment', payment);
  }

  print(registerId: string, print: PrintState): void {
    this.#io?.to(`register/${registerId}`).emit('print', print);
  }

  /** A terminal whose register was paired anew hears nothing more. */
  drop(terminalId: string): void {
    this.#io?.in(`terminal/${terminalId}`).disconnectSockets(true);
  }

  async close(): Promise<void> {
    await this.#io?.close();
  }
}

/**
 * The dashboard, live: whoever watches is told anew at most once a second, when facts have changed. Each instance looks at one number,
 * so it does not matter which instance, or what, wrote them.
 */
import type { Server as HttpServer } from 'node:http';
import { leaveWhenEnded } from '@comptoir/service-kit/auth/leave-when-ended';
import { letIn } from '@comptoir/service-kit/auth/let-in';
import { abilitiesOf } from '@comptoir/service-kit/auth/roles';
import type { StaffCaller, Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { errorFields, type Logger } from '@comptoir/service-kit/logger';
import { type Loop, startLoop } from '@comptoir/service-kit/loop';
import { Server, type Socket } from 'socket.io';
import { alertsVersion } from './alerts/notices.ts';
import {
  type Dashboard,
  type DashboardQuery,
  dashboardQuery,
  type LiveCalls,
  type LiveEvents,
} from './api.ts';
import { noteReading } from './readings/store.ts';
import { readDashboard } from './reports/dashboard.ts';
import { keptOf } from './reports/kept.ts';
import type { Clock } from './reports/reading.ts';
import { type Scope, scopeOf } from './reports/scope.ts';

export const livePath = '/api/v1/reports/live';
const everyMs = 1_000;
/** The pause between looks: a round that took long is followed by the next one after this, not after a second more. */
const lookEveryMs = 250;
/** Different questions that one instance answers each second; who asks another one is told nothing, and asks by HTTP. */
const watchesMax = 50;

type Watch = Readonly<{ query: DashboardQuery; scope: Scope }>;
type Watcher = Socket<LiveCalls, LiveEvents, Record<string, never>, { caller: StaffCaller; watch?: Watch }>;

export function attachLive(parts: {
  server: HttpServer;
  tokens: Tokens;
  database: Database;
  clock: () => Clock;
  logger: Logger;
}): Readonly<{ io: Server; loop: Loop }> {
  const { server, tokens, database, clock, logger } = parts;
  const io = new Server<LiveCalls, LiveEvents, Record<string, never>, { caller: StaffCaller; watch?: Watch }>(
    server,
    {
      path: livePath,
      serveClient: false,
      destroyUpgrade: false,
      // The token is what protects; it is sent by hand, never by a cookie.
      cors: { origin: true },
    },
  );
  io.use(
    letIn(async (socket: Watcher) => {
      socket.data.caller = await tokens.staffOf(tokenOf(socket));
      return abilitiesOf(socket.data.caller.roles).includes('read-sales');
    }),
  );
  /** Of each question, what all who ask it saw last. */
  const told = new Map<string, Dashboard>();
  let seenAlerts = '';
  const roomOf = (watch: Watch) => JSON.stringify(watch);
  const kept = keptOf(database);
  /** While sales come, who joins others is told what they see, and with them what comes next. */
  const isNew = ({ asOf }: Dashboard) => clock().now.getTime() - Date.parse(asOf) < 2 * everyMs;
  const read = ({ query, scope }: Watch) => readDashboard(database, kept, query, scope, clock());
  /** Being read for who has just come: whoever asks the same meanwhile waits for the same. */
  const underWay = new Map<string, Promise<Dashboard>>();
  const readTogether = (wanted: Watch) => {
    const room = roomOf(wanted);
    const reading = underWay.get(room) ?? read(wanted).finally(() => underWay.delete(room));
    underWay.set(room, reading);
    return reading;
  };

  const watch = async (socket: Watcher, message: unknown) => {
    const query = dashboardQuery.parse(message);
    const { caller } = socket.data;
    const wanted = { query, scope: scopeOf(caller, query) };
    await noteReading(database, { staffId: caller.id, report: 'live', parameters: query });
    for (const room of socket.rooms) if (room !== socket.id) await socket.leave(room);
    if (roomsOf(io).size >= watchesMax) return;
    await socket.join(roomOf(wanted));
    socket.data.watch = wanted;
    const last = told.get(roomOf(wanted));
    socket.emit('dashboard', last && isNew(last) ? last : await readTogether(wanted));
  };
  io.on('connection', (socket) => {
    leaveWhenEnded(socket, tokenOf(socket), tokens);
    socket.on('watch', (message) => {
      watch(socket, message).catch((error: unknown) =>
        logger.debug(errorFields(error), 'a watcher could not be answered'),
      );
    });
  });

  let seenVersion = '';
  let dueMs = 0;
  const loop = startLoop('the live dashboard', lookEveryMs, logger, async () => {
    if (io.engine.clientsCount === 0 || performance.now() < dueMs) return;
    dueMs = performance.now() + everyMs;
    const alerts = await alertsVersion(database.alone);
    if (alerts !== seenAlerts) io.emit('alerts');
    seenAlerts = alerts;
    const version = await factsVersion(database);
    if (version === seenVersion) return;
    const rooms = roomsOf(io);
    for (const room of told.keys()) if (!rooms.has(room)) told.delete(room);
    // One after the other: each takes several connections, and who opens a dashboard meanwhile is not to wait for them all.
    for (const room of rooms) {
      const figures = await read(JSON.parse(room) as Watch);
      const last = told.get(room);
      if (!last || withoutTime(last) !== withoutTime(figures)) io.to(room).emit('dashboard', figures);
      told.set(room, figures);
    }
    seenVersion = version;
  });
  return { io, loop };
}

const tokenOf = ({ handshake }: Pick<Socket, 'handshake'>) => String(handshake.auth.token ?? '');

/** Rooms that are questions; each socket is also in one of its own name. */
const roomsOf = (io: Server) =>
  new Set([...io.sockets.adapter.rooms.keys()].filter((room) => room.startsWith('{')));

/** What was told differs by more than the hour of telling. */
const withoutTime = ({ asOf: _asOf, before, ...rest }: Dashboard) =>
  JSON.stringify({ ...rest, before: { ...before, upTo: null } });

async function factsVersion(database: Database): Promise<string> {
  const [row] = await database.query<{ version: string }>('select version from fact_state');
  return row?.version ?? '';
}

/**
 * A connection beside the pool that is made again for ever: what only a session has (notifications, a lock that says that we
 * are here) is had for as long as it stands.
 */
import type pg from 'pg';
import { errorFields, type Logger } from '../logger.ts';
import { HeardClient } from './database.ts';

export type StandingConnection = Readonly<{ close(): Promise<void> }>;

const reconnectMs = 500;

/**
 * @param name shown in `pg_stat_activity`.
 * @param begin what each new connection is for; if it throws, another is tried.
 * @param onEnd told when a connection is gone, whoever ended it.
 */
export function keepConnected(
  { url, name, logger }: Readonly<{ url: string; name: string; logger: Logger }>,
  begin: (client: pg.Client) => Promise<void>,
  onEnd: () => void = () => undefined,
): StandingConnection {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async () => {
    const next = new HeardClient({
      connectionString: url,
      application_name: name,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    client = next;
    next.on('end', () => {
      if (client !== next) return;
      onEnd();
      if (!closed) timer = setTimeout(() => void connect(), reconnectMs);
    });
    try {
      await next.connect();
      await begin(next);
    } catch (error) {
      logger.debug(errorFields(error), `${name}: no connection yet`);
      await next.end().catch(() => undefined);
    }
  };
  const first = connect();

  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await first;
      await client?.end().catch(() => undefined);
    },
  };
}

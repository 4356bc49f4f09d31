/** The PostgreSQL and the Redis on which an Order's town stands. */
import { inject } from 'vitest';

/** Superusers' addresses. */
export type Ground = Readonly<{ postgresUrl: string; redisUrl: string }>;

export const ofTheTestRun = (): Ground => ({
  postgresUrl: inject('postgresUrl'),
  redisUrl: inject('redisUrl'),
});

/** What a service needs, in one import. Finer parts: `@comptoir/service-kit/http/route` and so on. */
export type { Guard } from './auth/guard.ts';
export {
  type DeviceCaller,
  type StaffCaller,
  type StaffRole,
  staffRole,
  type Tokens,
} from './auth/tokens.ts';
export { readConfig, type ServiceEnvironment, serviceEnvironment } from './config.ts';
export type { Database, Tx } from './db/database.ts';
export { insertRows } from './db/insert-rows.ts';
export { type MigrationClass, migration } from './db/migrations.ts';
export { appendEvent, appendEvents, derivedId, type NewEvent } from './events/append.ts';
export { type Consumer, handler } from './events/consumer.ts';
export type { EventEnvelope } from './events/envelope.ts';
export { feedRoutes } from './feeds/route.ts';
export { type FeedWrite, writeFeedRow, writeFeedRows } from './feeds/write.ts';
export { decodeCursor, encodeCursor, listOf, listQuery, pageOf } from './http/list.ts';
export { notFound, Problem, problem, unavailable } from './http/problem.ts';
export { mutation, type Route, route, streamed } from './http/route.ts';
export { errorFields, type Logger } from './logger.ts';
export { type Loop, startLoop } from './loop.ts';
export type { Redis } from './redis.ts';
export { type Kit, type RunningService, runService, type ServiceOptions, startService } from './service.ts';

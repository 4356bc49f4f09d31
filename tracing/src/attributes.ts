/**
 * What a span may say: names from this list, and never a body, a query, an address of somebody, or a message of an error.
 * Source: OpenTelemetry semantic conventions 1.29; names of ours begin with `comptoir.`.
 */
const names = [
  'http.request.method',
  'http.response.status_code',
  /** The declared pattern, `/api/v1/orders/:id`: a path has somebody's identifiers in it. */
  'http.route',
  'server.address',
  'error.type',
  'db.system.name',
  /** Verb and first table, `select feed_row`. */
  'db.query.summary',
  /** Statements of a transaction. */
  'db.operation.batch.size',
  'messaging.system',
  'messaging.destination.name',
  'messaging.consumer.group.name',
  'messaging.batch.message_count',
  'comptoir.correlation_id',
  'comptoir.consumer',
  'comptoir.receipt',
  'comptoir.order',
  'comptoir.store',
  'comptoir.records',
  'comptoir.message_kind',
] as const;

export type AttributeName = (typeof names)[number];
export type Attributes = Readonly<Partial<Record<AttributeName, string | number | boolean>>>;
export const attributeNames: ReadonlySet<string> = new Set(names);

/**
 * The part of CouchDB's HTTP interface that PouchDB's replication calls, over our own documents. Errors have CouchDB's shape
 * (`error`, `reason`), because PouchDB reads them. Source: CouchDB documentation, "CouchDB Replication Protocol"; docs/adr/0007.
 */
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { bulkGet, openRevisions, plainRead, revsDiff } from './answers.ts';
import { sendChanges } from './changes.ts';
import type { DocumentStore, Written } from './document-store.ts';
import {
  bulkDocsRequest,
  bulkGetRequest,
  changesBody,
  changesQuery,
  documentQuery,
  readDocument,
  revsDiffRequest,
} from './wire.ts';

const bodyMax = '8mb';

export type CouchOptions = Readonly<{
  store: DocumentStore;
  /** The one database there is. Its name changes when this store's history does, so that no tablet's checkpoint outlives it. */
  database: () => string;
  /** False: 401. */
  authenticate: (request: Request) => boolean;
  /** @returns why this may not be written, or nothing. */
  refuse: (written: Written) => string | undefined;
}>;

type Failure = Readonly<{ status: number; error: string; reason: string }>;
type Answered = Readonly<{ status: number; body: unknown }> | Failure | undefined;
const failure = (status: number, error: string, reason: string): Failure => ({ status, error, reason });

export function couchRoutes(options: CouchOptions): Router {
  const { store, database, authenticate, refuse } = options;
  const routes = Router();
  routes.use((request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    if (!authenticate(request))
      return send(response, failure(401, 'unauthorized', 'Sign in at the back office.'));
    next();
  });
  routes.use(express.json({ limit: bodyMax, type: () => true }));
  const on =
    (work: (request: Request, response: Response) => Answered): RequestHandler =>
    (request, response) =>
      send(response, work(request, response));

  routes.get(
    '/',
    on(() => found({ couchdb: 'Welcome', uuid: store.uuid, vendor: { name: 'Comptoir' } })),
  );
  routes.put(
    '/:database',
    on(({ params }) =>
      isOurs(params.database)
        ? failure(412, 'file_exists', 'The database is there.')
        : failure(403, 'forbidden', `This store counts in ${database()}.`),
    ),
  );
  routes.use('/:database', ({ params }, response, next) => {
    if (isOurs(params.database)) return next();
    send(response, failure(404, 'not_found', `This store counts in ${database()}.`));
  });
  routes.get(
    '/:database',
    on(() =>
      found({
        db_name: database(),
        doc_count: store.count(),
        update_seq: store.sequence(),
        instance_start_time: '0',
      }),
    ),
  );

  routes.get(
    '/:database/_local/:id',
    on(({ params }) => {
      const local = store.local(String(params.id));
      if (!local) return failure(404, 'not_found', 'missing');
      return found({ ...local.body, _id: `_local/${String(params.id)}`, _rev: `0-${local.generation}` });
    }),
  );
  routes.put(
    '/:database/_local/:id',
    on(({ params, body }) => putLocal(String(params.id), body)),
  );
  routes.post(
    '/:database/_revs_diff',
    on(({ body }) => parsed(revsDiffRequest, body, (asked) => found(revsDiff(store, asked)))),
  );
  routes.post(
    '/:database/_bulk_get',
    on(({ body, query }) =>
      parsed(documentQuery, query, (options) =>
        parsed(bulkGetRequest, body, ({ docs }) => found(bulkGet(store, docs, options))),
      ),
    ),
  );
  routes.post(
    '/:database/_bulk_docs',
    on((request) =>
      parsed(bulkDocsRequest, request.body, ({ docs }) => ({ status: 201, body: write(docs) })),
    ),
  );
  const changes = on((request, response) =>
    parsed(changesQuery, request.query, (query) =>
      parsed(changesBody, request.body ?? {}, ({ doc_ids }) => {
        sendChanges(store, query, doc_ids, { request, response });
        return undefined;
      }),
    ),
  );
  routes.get('/:database/_changes', changes);
  routes.post('/:database/_changes', changes);
  routes.get(
    '/:database/:id',
    on(({ params, query }) =>
      parsed(documentQuery, query, (asked) => {
        const id = String(params.id);
        if (asked.open_revs) return found(openRevisions(store, id, asked.open_revs, asked));
        const document = plainRead(store, id, asked);
        return document ? found(document) : failure(404, 'not_found', 'missing');
      }),
    ),
  );
  routes.use(on(() => failure(404, 'not_found', 'This store answers what replication asks, nothing else.')));
  return routes;

  function isOurs(name: unknown): boolean {
    return name === database();
  }

  function putLocal(id: string, body: unknown): Answered {
    return parsed(z.looseObject({ _rev: z.string().optional() }), body, ({ _rev, _id: _, ...rest }) => {
      const generation = store.local(id)?.generation ?? 0;
      if ((_rev ?? '0-0') !== `0-${generation}`) return failure(409, 'conflict', 'Document update conflict.');
      store.putLocal(id, generation + 1, rest);
      return { status: 201, body: { ok: true, id: `_local/${id}`, rev: `0-${generation + 1}` } };
    });
  }

  /** @returns what was refused; the rest is on disk. */
  function write(docs: readonly Readonly<Record<string, unknown>>[]) {
    const accepted: Written[] = [];
    const refused: unknown[] = [];
    for (const document of docs) {
      const read = readDocument(document);
      const reason = 'fault' in read ? read.fault : refuse(read.written);
      if (reason === undefined && 'written' in read) accepted.push(read.written);
      // `name` is what PouchDB looks at: it tells `denied` and goes on with the others.
      else refused.push({ id: document._id, error: 'forbidden', name: 'forbidden', status: 403, reason });
    }
    store.merge(accepted);
    return refused;
  }
}

const found = (body: unknown): Answered => ({ status: 200, body });

function parsed<T>(schema: z.ZodType<T>, value: unknown, work: (value: T) => Answered): Answered {
  const result = schema.safeParse(value);
  if (result.success) return work(result.data);
  const issue = result.error.issues[0];
  return failure(400, 'bad_request', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`);
}

/** Nothing: the handler answers by itself. */
function send(response: Response, answered: Answered): void {
  if (!answered) return;
  if ('error' in answered) {
    const { status, ...body } = answered;
    response.status(status).json(body);
  } else response.status(answered.status).json(answered.body);
}

/** The Express application that every service has: correlation id, JSON limit, routes, problem details, health, metrics. */
import { randomUUID } from 'node:crypto';
import { tracedRequests, traceFields } from '@comptoir/tracing';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, Router } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { isPassing } from '../db/faults.ts';
import { errorFields, type Logger } from '../logger.ts';
import { NeighbourSilent } from '../neighbours/neighbour.ts';
import { mount } from './mount.ts';
import { openApiOf } from './openapi.ts';
import { Problem, problem, problemBody, unavailable } from './problem.ts';
import type { Route } from './route.ts';
import { type Load, shedding } from './shedding.ts';

export type AppOptions = Readonly<{
  service: string;
  version: string;
  logger: Logger;
  routes: readonly Route[];
  /** What the service cannot work without, by name: each resolves when well. */
  readiness: Readonly<Record<string, () => Promise<unknown>>>;
  metrics: Registry;
  /** Above its bounds requests are refused at the door. */
  load?: Load;
  /** 1 MiB unless told; streams of a `rawBody` route are not counted. */
  jsonBytesMax?: number;
}>;

/** Milliseconds between looks at the event loop; the library's own 10 wake an idle process a hundred times a second. */
const eventLoopMonitoringPrecision = 100;
const readinessTimeoutMs = 2_000;

export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision });
  return registry;
}

export function createApp(options: AppOptions): Express {
  const { service, logger, routes, metrics } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(correlation(), observe(logger, metrics));
  app.use(watching(options));
  app.use(tracedRequests());
  if (options.load) app.use(shedding(options.load, metrics));
  const document = openApiOf(service, options.version, routes);
  app.get(`/api/v1/${service}/openapi.json`, (_request, response) => void response.json(document));
  // Before JSON is parsed: a signature is over the very bytes.
  for (const declared of routes) if (declared.rawBody) mount(app, declared);
  app.use(express.json({ limit: options.jsonBytesMax ?? 1_048_576, strict: false }));
  for (const declared of routes) if (!declared.rawBody) mount(app, declared);
  app.use((request) => {
    throw problem(
      404,
      'not-found',
      'No such address',
      `${request.method} ${request.path} is not served here.`,
    );
  });
  app.use(answerProblems(logger));
  return app;
}

type Watched = Pick<AppOptions, 'readiness' | 'metrics'>;

/** Health and figures, and nothing else. */
export const createWatchedApp = (watched: Watched): Express =>
  express().disable('x-powered-by').set('etag', false).use(watching(watched));

function watching({ readiness: checks, metrics }: Watched): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'alive' }));
  router.get('/readyz', readiness(checks));
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}

/** Taken from the gateway, or made; comes back on every answer. */
function correlation(): RequestHandler {
  return (request, response, next) => {
    const told = request.get('x-correlation-id');
    const correlationId = told && /^[\w.:-]{1,128}$/.test(told) ? told : randomUUID();
    response.locals.correlationId = correlationId;
    response.set('x-correlation-id', correlationId);
    next();
  };
}

function observe(logger: Logger, metrics: Registry): RequestHandler {
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30],
    registers: [metrics],
  });
  return (request, response, next) => {
    const stop = seconds.startTimer();
    response.on('finish', () => {
      const route: unknown = request.route?.path;
      stop({
        method: request.method,
        route: typeof route === 'string' ? route : 'none',
        status: response.statusCode,
      });
      logger.debug(
        {
          method: request.method,
          path: request.path,
          status: response.statusCode,
          correlationId: response.locals.correlationId,
        },
        'answered',
      );
    });
    next();
  };
}

function readiness(checks: AppOptions['readiness']): RequestHandler {
  return async (_request, response) => {
    const states = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await stateOf(check)] as const),
    );
    const ready = states.every(([, state]) => state === 'ok');
    response
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ready' : 'not ready', dependencies: Object.fromEntries(states) });
  };
}

async function stateOf(check: () => Promise<unknown>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), readinessTimeoutMs);
  });
  try {
    await Promise.race([check(), late]);
    return 'ok';
  } catch (error) {
    return errorFields(error).error || 'away';
  } finally {
    clearTimeout(timer);
  }
}

function answerProblems(logger: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const correlationId: string = response.locals.correlationId;
    const fault = asProblem(error);
    const fields = {
      ...errorFields(error),
      method: request.method,
      path: request.path,
      status: fault.status,
      correlationId,
    };
    if (fault.status >= 500) logger.error(fields, fault.title);
    else logger.debug({ ...fields, type: fault.type }, fault.title);
    if (response.headersSent) return void response.destroy();
    if (fault.options.headers) response.set(fault.options.headers);
    response
      .status(fault.status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...problemBody(fault, correlationId), ...traceId() }));
  };
}

/** Whoever reports a fault names its trace. */
function traceId(): { traceId?: string } {
  const { traceId } = traceFields();
  return traceId === undefined ? {} : { traceId };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { type } = (error ?? {}) as { type?: unknown };
  if (type === 'entity.too.large')
    return problem(413, 'too-big', 'The request is too big', 'Send less in one request.');
  if (type === 'entity.parse.failed' || type === 'encoding.unsupported' || type === 'charset.unsupported')
    return problem(400, 'invalid-request', 'The body is not JSON', 'Send JSON in UTF-8.', { cause: error });
  if (isPassing(error)) return unavailable('The database', error);
  if (error instanceof NeighbourSilent)
    return unavailable(`The service ${error.neighbour}`, error, error.restMs || undefined);
  if (error instanceof URIError)
    return problem(400, 'invalid-request', 'The address is malformed', 'Encode it as a URI.');
  return problem(
    500,
    'internal',
    'Something went wrong on our side',
    'Try again; if it persists, tell support the correlation id.',
    { cause: error },
  );
}

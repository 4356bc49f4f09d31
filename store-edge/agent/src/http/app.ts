/** One origin for all of a store: the calls under `/edge/v1`, counting, health, metrics, and the built files of till and back office. */
import { randomUUID } from 'node:crypto';
import { tracedRequests } from '@comptoir/tracing';
import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import type { Logger } from 'pino';
import { isDiskError, isDiskFull } from '../database/disk-error.ts';
import type { Edge } from '../edge.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { problem } from '../problem.ts';
import { sendProblem } from './answers.ts';
import type { Metrics } from './metrics.ts';
import { securityHeaders } from './security-headers.ts';
import { webAppFiles } from './web-app-files.ts';

const BODY_MAX = '1mb';

type AppParts = Readonly<{
  edge: Edge;
  metrics: Metrics;
  pictures: Pictures | undefined;
  terminalDist: string | undefined;
  backOffice: Router;
  release: Router;
  customerPage: Router;
  /** Of `/edge/v1`: the till's calls. */
  calls: readonly Router[];
  backOfficeDist: string | undefined;
  log: Logger;
  /** Ends the process: called when the disk failed us. */
  fatal: (error: unknown) => void;
}>;

export function createApp(parts: AppParts): Express {
  const {
    edge,
    metrics,
    pictures,
    terminalDist,
    backOffice,
    release,
    customerPage,
    calls,
    backOfficeDist,
    log,
    fatal,
  } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    response.setHeader('X-Correlation-Id', request.get('X-Correlation-Id') ?? randomUUID());
    response.set(securityHeaders);
    next();
  });

  app.get('/healthz', (_request, response) => void response.json({ alive: true }));
  app.get('/readyz', (_request, response) => {
    const ready = edge.readiness();
    response.status(ready.ready ? 200 : 503).json(ready);
  });
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.read());
  });

  app.use(tracedRequests());
  app.use(backOffice);
  app.use(release);
  app.use(customerPage);
  const body = express.text({ type: 'application/json', limit: BODY_MAX });
  app.use('/edge/v1', body, (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use('/edge/v1', ...calls);
  if (pictures) app.use(pictures.router);
  if (backOfficeDist !== undefined) app.use('/back-office', webAppFiles(backOfficeDist));
  if (terminalDist !== undefined) app.use(webAppFiles(terminalDist));
  app.use(failures(log, fatal));
  return app;
}

/** What no domain foresaw. A disk that failed ends the process; a full one is said; the rest is a bug of ours, with its number. */
function failures(log: Logger, fatal: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (isDiskError(error)) return fatal(error);
    if (isDiskFull(error)) {
      const refused = problem(
        507,
        'disk-full',
        'The store server has no room left',
        'Free some space, then send the same again.',
      );
      return sendProblem(response, refused);
    }
    const status = httpStatus(error);
    if (status < 500) {
      return sendProblem(
        response,
        problem(status, 'malformed', 'The call cannot be read', 'Correct it and send it again.'),
      );
    }
    log.error(
      { err: error, path: request.path, correlationId: response.getHeader('X-Correlation-Id') },
      'unforeseen',
    );
    if (!response.headersSent) {
      sendProblem(
        response,
        problem(500, 'unforeseen', 'The agent made a mistake', 'Try again; tell support the correlation id.'),
      );
    }
  };
}

/** Express's own refusals (too large, bad encoding) carry a status. */
function httpStatus(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500;
  return typeof status === 'number' ? status : 500;
}

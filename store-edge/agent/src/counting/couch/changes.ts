/** `_changes`: what came after a position; with `feed=longpoll` the answer waits for news. */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { changeLine } from './answers.ts';
import type { DocumentStore } from './document-store.ts';
import type { changesQuery } from './wire.ts';

type Query = z.infer<typeof changesQuery>;

export function sendChanges(
  store: DocumentStore,
  query: Query,
  documentIds: readonly string[] | undefined,
  { request, response }: Readonly<{ request: Request; response: Response }>,
): void {
  const since = query.since === 'now' ? store.sequence() : query.since;
  const first = page(store, since, query, documentIds);
  if (first.results.length > 0 || query.feed === 'normal') return void response.json(first);

  response.status(200).type('application/json');
  // An empty line now and then tells both ends that the other is there.
  const heartbeat = setInterval(() => response.write('\n'), query.heartbeat);
  const timeout = setTimeout(() => answer(), query.timeout);
  const endListening = store.onChange(() => {
    if (page(store, since, query, documentIds).results.length > 0) answer();
  });
  const end = () => {
    clearInterval(heartbeat);
    clearTimeout(timeout);
    endListening();
  };
  const answer = () => {
    end();
    response.end(JSON.stringify(page(store, since, query, documentIds)));
  };
  request.once('close', end);
  response.once('close', end);
}

function page(store: DocumentStore, since: number, query: Query, documentIds: readonly string[] | undefined) {
  const wanted = documentIds && new Set(documentIds);
  const found = wanted
    ? store
        .changes(since, Number.MAX_SAFE_INTEGER)
        .filter(({ id }) => wanted.has(id))
        .slice(0, query.limit)
    : store.changes(since, query.limit);
  const last = found.at(-1)?.sequence ?? Math.max(since, wanted ? store.sequence() : since);
  return {
    results: found.map((change) => changeLine(change, query.style)),
    last_seq: last,
    pending: store.pending(last),
  };
}

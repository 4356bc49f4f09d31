/** The thread that reads pages of logs, as the service sees it: bytes of a page in, rows of facts as COPY takes them out. */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CopiedRows } from '@comptoir/service-kit/db/copied-rows';
import type { LogName, Page } from './page.ts';

export type PageAsked = Readonly<{ id: number; name: LogName; after: number; bytes: ArrayBuffer }>;
export type PageRows = Omit<Page, 'facts'> & Readonly<{ documents: number; tables: readonly CopiedRows[] }>;
export type PageAnswer = Readonly<{ id: number; page: PageRows }> | Readonly<{ id: number; fault: string }>;

/** What is read is thrown away a moment later: with little room for what is new, a quarter of the time goes into looking through it. */
const resourceLimits = { maxYoungGenerationSizeMb: 96, maxOldGenerationSizeMb: 256 };

export type Reading = ReturnType<typeof openReading>;

/** @param schema whose tables the rows are for. */
export function openReading(schema: string) {
  const worker = startWorker(schema);
  const waiting = new Map<number, { keep(page: PageRows): void; fail(fault: Error): void }>();
  let ended: Error | undefined;
  let asked = 0;
  const end = (fault: Error) => {
    ended ??= fault;
    for (const { fail } of waiting.values()) fail(fault);
    waiting.clear();
  };
  worker.on('message', (answer: PageAnswer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('fault' in answer) one?.fail(new Error(answer.fault));
    else one?.keep(answer.page);
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error('the thread that reads logs has ended')));
  return {
    /** @throws Error as `readPage` does, or when the thread has ended. */
    read: (name: LogName, after: number, bytes: ArrayBuffer): Promise<PageRows> =>
      new Promise((keep, fail) => {
        if (ended) return fail(ended);
        asked += 1;
        waiting.set(asked, { keep, fail });
        worker.postMessage({ id: asked, name, after, bytes } satisfies PageAsked, [bytes]);
      }),
    close: async () => void (await worker.terminate()),
  };
}

/** Bundled, the worker is the file beside ours; from source (tsx, vitest) a thread knows no TypeScript until it is told. */
function startWorker(schema: string): Worker {
  const { url } = import.meta;
  const extension = extname(url);
  const name = extension === '.ts' ? 'reading-worker-from-source.mjs' : `reading-worker${extension}`;
  return new Worker(new URL(`./${name}`, url), { workerData: schema, resourceLimits });
}

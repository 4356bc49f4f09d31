/** The thread in which a rebuild reads logs, so that the service goes on answering. Its own bundle in production. */
import { parentPort, workerData } from 'node:worker_threads';
import { copiedRows } from '@comptoir/service-kit/db/copied-rows';
import { unseenFacts } from '../store/record.ts';
import { readPage } from './page.ts';
import type { PageAnswer, PageAsked } from './reading.ts';

if (!parentPort) throw new Error('this thread is started by a rebuild');
const port = parentPort;
const schema = String(workerData);
const decoder = new TextDecoder();

port.on('message', ({ id, name, after, bytes }: PageAsked) => {
  const tell = (answer: PageAnswer, moved: ArrayBuffer[] = []) => port.postMessage(answer, moved);
  try {
    const { facts, ...page } = readPage(name, after, JSON.parse(decoder.decode(bytes)));
    const tables = unseenFacts(facts, schema).map(copiedRows);
    const documents = facts.documents.length;
    tell(
      { id, page: { ...page, documents, tables } },
      tables.map(({ text }) => text.buffer),
    );
  } catch (error) {
    tell({ id, fault: error instanceof Error ? error.message : String(error) });
  }
});

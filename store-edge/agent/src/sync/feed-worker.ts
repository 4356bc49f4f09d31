/**
 * The thread that pulls and applies the feeds, with its own connection to `replica.db`: a big import neither holds the lock that a
 * sale needs nor the loop that it runs in. Its own bundle in production. Anything it throws ends it; the agent starts it again.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { isDiskFull } from '../database/disk-error.ts';
import { freeBytes } from '../database/free-space.ts';
import { FeedDriver } from './feed-driver.ts';
import type { FeedWorkerData, FromWorker, ToWorker } from './feed-messages.ts';
import { Gate } from './gate.ts';
import { giveWay } from './give-way.ts';
import { Replicas } from './replicas.ts';

if (!parentPort) throw new Error('the feed worker is started by the agent');
const port = parentPort;
const { cloudUrl, replicaPath, feeds } = workerData as FeedWorkerData;

giveWay();
const replicas = new Replicas(replicaPath);
const gate = new Gate();
let token = '';
let drivers: readonly FeedDriver[] = [];

/** Words follow the rows, in the pauses of everything else; a disk that is full makes them wait. */
const indexRestMs = 10;
const indexRetryMs = 5_000;
const indexWaitMs = 100;
let indexing: NodeJS.Timeout | undefined;
function indexWords(): void {
  clearTimeout(indexing);
  // A price that changed, or a row that is to be mended, is wanted before a word that somebody might look for.
  if (drivers.some(({ isAtWork }) => isAtWork)) {
    indexing = setTimeout(indexWords, indexWaitMs);
    return;
  }
  let restMs = indexRestMs;
  try {
    if (!replicas.indexSomeWords()) return;
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    restMs = indexRetryMs;
  }
  indexing = setTimeout(indexWords, restMs);
}

const tell = (message: FromWorker) => port.postMessage(message);

const start = () =>
  feeds.map(
    ({ feed, longPoll }) =>
      new FeedDriver({
        cloudUrl,
        feed,
        longPoll,
        replicas,
        token: () => token,
        mayPull: () => gate.pass(),
        freeBytes: () => freeBytes(replicas.folder),
        onStored: (feed, rows) => {
          tell({ type: 'stored', feed, rows });
          indexWords();
        },
        onPhase: (feed, phase) => tell({ type: 'phase', feed, phase }),
        onNews: (feed, news) => tell({ type: 'news', feed, news }),
        onNoAnswer: (feed, status, why) => tell({ type: 'no-answer', feed, status, why }),
      }),
  );

const driversOf = (names: readonly string[]) =>
  drivers.filter((_driver, index) => names.includes(feeds[index]?.feed ?? ''));

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'token':
      token = message.token;
      if (drivers.length === 0) {
        drivers = start();
        indexWords();
      }
      break;
    case 'bell':
      for (const driver of driversOf(message.feeds)) driver.bell();
      break;
    case 'reachable':
      for (const driver of drivers) driver.reachable();
      break;
    case 'check':
      for (const driver of drivers) driver.check();
      break;
    case 'hold':
      gate.hold(message.held);
      break;
    case 'stop':
      gate.hold(false);
      for (const driver of drivers) driver.stop();
      clearTimeout(indexing);
      replicas.close();
      port.close();
  }
});

/**
 * The thread that pulls and applies the feeds, with its own connection to `replica.db`: a big import neither holds the lock that a
 * sale needs nor the loop that it runs in. Its own bundle in production. Anything it throws ends it; the agent starts it again.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { openForWriting } from '../database/open.ts';
import { replicaMigrations } from '../database/replica-schema.ts';
import { FeedDriver } from './feed-driver.ts';
import type { FeedWorkerData, FromWorker, ToWorker } from './feed-messages.ts';
import { FeedStore } from './feed-store.ts';
import { Gate } from './gate.ts';

if (!parentPort) throw new Error('the feed worker is started by the agent');
const port = parentPort;
const { cloudUrl, replicaPath, feeds } = workerData as FeedWorkerData;

const db = openForWriting(replicaPath, replicaMigrations);
const store = new FeedStore(db);
const gate = new Gate();
let token = '';
let drivers: readonly FeedDriver[] = [];

const tell = (message: FromWorker) => port.postMessage(message);

const start = () =>
  feeds.map(
    ({ feed, longPoll }) =>
      new FeedDriver({
        cloudUrl,
        feed,
        longPoll,
        store,
        token: () => token,
        mayPull: () => gate.pass(),
        onStored: (feed, rows) => tell({ type: 'stored', feed, rows }),
        onPhase: (feed, phase) => tell({ type: 'phase', feed, phase }),
        onNoAnswer: (feed, status, why) => tell({ type: 'no-answer', feed, status, why }),
      }),
  );

const driversOf = (names: readonly string[]) =>
  drivers.filter((_driver, index) => names.includes(feeds[index]?.feed ?? ''));

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'token':
      token = message.token;
      if (drivers.length === 0) drivers = start();
      break;
    case 'bell':
      for (const driver of driversOf(message.feeds)) driver.bell();
      break;
    case 'reachable':
      for (const driver of drivers) driver.reachable();
      break;
    case 'hold':
      gate.hold(message.held);
      break;
    case 'stop':
      gate.hold(false);
      for (const driver of drivers) driver.stop();
      db.close();
      port.close();
  }
});

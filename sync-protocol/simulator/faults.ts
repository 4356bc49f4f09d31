/**
 * The fault model: what a run may suffer, how often (an hour of a store, before each seed draws its own subset and rates), and what
 * each means. `amount` of a happening, in [0, 1), says how much of it. Source: docs/sync-protocol.md, Simulator.
 */
export const faults = {
  // The network. Armed: the next message that way suffers it.
  'ask-lost': { anHour: 2, means: 'a request vanishes' },
  'answer-lost': { anHour: 2, means: 'an answer vanishes, after the commit that it tells of' },
  'ask-doubled': { anHour: 2, means: 'a request arrives twice, the second time up to 40 s later' },
  'answer-doubled': { anHour: 2, means: 'an answer arrives twice' },
  'ask-late': { anHour: 2, means: 'a request takes up to 40 s, and what is sent after it passes it' },
  'answer-late': { anHour: 2, means: 'an answer takes up to 40 s, mostly longer than anyone waits' },
  'ask-torn': { anHour: 1, means: 'a request ends in the middle' },
  'answer-torn': { anHour: 1, means: 'an answer ends in the middle' },
  'bell-lost': { anHour: 1, means: 'a ring of the bell is not heard' },
  'line-cut': { anHour: 0.3, means: 'nothing passes, up to ten minutes' },
  'line-cut-up': { anHour: 0.2, means: 'nothing passes from store to cloud' },
  'line-cut-down': { anHour: 0.2, means: 'nothing passes from cloud to store' },
  // Processes.
  'edge-crash': { anHour: 0.6, means: 'the agent dies between two effects and starts again' },
  'edge-paused': { anHour: 0.1, means: 'the agent stands still, up to three minutes' },
  'cloud-crash-before-commit': { anHour: 0.2, means: 'the cloud dies before a batch is durable' },
  'cloud-crash-after-commit': { anHour: 0.2, means: 'the cloud dies after the commit, before the answer' },
  'cloud-busy': { anHour: 1, means: 'the next request is answered 503, half of them with Retry-After' },
  'token-expired': { anHour: 0.2, means: 'the clock of the cloud has leapt past the end of a token' },
  'limit-lowered': {
    anHour: 0.1,
    means: 'the cloud takes smaller batches than the session said, for five minutes',
  },
  'session-stolen': { anHour: 0.2, means: 'somebody with the same key opens a session' },
  // Storage.
  'disk-full': { anHour: 0.1, means: 'nothing can be written in the store, up to five minutes' },
  'sync-failed': { anHour: 0.1, means: 'the next commit of the store fails, and the agent exits' },
  'slow-disk': { anHour: 0.2, means: 'the next page takes up to 20 s to be stored' },
  'bit-flip': { anHour: 0.08, means: 'a byte of a record on the disk of the store is another' },
  'misdirected-write': { anHour: 0.05, means: 'a record stands where another should' },
  'writes-vanished': { anHour: 0.1, means: 'power goes, and the newest writes of the store with it' },
  // The world.
  'edge-restored': { anHour: 0.15, means: 'the store gets back the disk of an hour ago or more' },
  'cloud-restored': { anHour: 0.08, means: 'the cloud gets back its databases of an hour ago or more' },
  'cloud-failover': { anHour: 0.12, means: 'another database takes over and lacks the last minutes' },
  'disk-replaced': { anHour: 0.04, means: 'the store gets an empty disk' },
  cloned: {
    anHour: 0.08,
    means: 'a copy of the agent, with its key and mostly its open session, sells on by itself',
  },
  'clock-jumped': { anHour: 0.2, means: 'the clock on the wall of the store is days off' },
  'key-revoked': { anHour: 0.04, means: 'head office revokes the device, for ten minutes' },
  'long-transaction': { anHour: 0.5, means: 'a writer of the feed commits up to two minutes later' },
  'poison-record': { anHour: 0.3, means: 'a sale that no reader can project' },
  'later-version': { anHour: 0.3, means: 'a record of a version and with members that no reader knows' },
  'poison-row': { anHour: 0.2, means: 'a value in the feed of a shape that no reader knows' },
  'tombstones-purged': { anHour: 0.6, means: 'the owner of the feed forgets what was deleted' },
} as const;
export type Fault = keyof typeof faults;

/** What goes on anyhow. */
export const works = [
  'sale',
  'sale-twice',
  'price-list',
  'price',
  'delisted',
  'edge-backup',
  'cloud-backup',
] as const;
export type Work = (typeof works)[number];

export const faultNames = Object.keys(faults).filter((name): name is Fault => name in faults);
export const isFault = (name: Work | Fault): name is Fault => name in faults;

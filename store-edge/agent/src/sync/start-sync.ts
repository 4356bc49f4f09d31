/** Wires syncing together: the uploader, the feed worker and the bell, around one session with the cloud. */
import type { UploaderState } from '@comptoir/sync-protocol/uploader/types';
import type { SessionAnswer } from '@comptoir/sync-protocol/wire/calls';
import { readSetting, writeSetting } from '../database/edge-setting.ts';
import { noteRewound } from '../journal/rewound.ts';
import type { LinkState, StartSync, Sync } from '../sync-port.ts';
import { Bell } from './bell.ts';
import { cloudCaller } from './cloud-call.ts';
import type { Identity } from './enrolment.ts';
import { Feeds } from './feeds.ts';
import { askHeadOffice } from './head-office-call.ts';
import { linkOf, refusalOf, slowAfterMs } from './link-state.ts';
import { Listeners } from './listeners.ts';
import type { SyncLog } from './log.ts';
import { OwnJournal } from './own-journal.ts';
import { askForReceipt } from './receipt-call.ts';
import { Rings } from './rings.ts';
import { type ReleaseTalk, Uploader } from './uploader.ts';

export type SyncOptions = Readonly<{
  cloudUrl: string;
  identity: Identity;
  log: SyncLog;
  release?: ReleaseTalk;
  now?: () => Date;
  monotonicMs?: () => number;
  random?: () => number;
}>;

export const createSync = (options: SyncOptions): StartSync => {
  const { cloudUrl, identity, log, release = {} } = options;
  const now = options.now ?? (() => new Date());
  const monotonicMs = options.monotonicMs ?? (() => performance.now());
  const random = options.random ?? Math.random;

  return ({ journal, db, replicaPath, onClockCompared }): Sync => {
    const changes = new Listeners<[]>();
    const fed = new Listeners<[string]>();
    const own = new OwnJournal(journal, identity);
    let token = '';
    let skewMs = 0;
    let askedAtMs: number | null = null;
    let lastRequest = 0;
    let slow: NodeJS.Timeout | undefined;
    let link: LinkState = {
      link: 'offline',
      linkSince: now().toISOString(),
      refusedBecause: null,
      clockSkewMs: 0,
    };

    const feeds = new Feeds({
      cloudUrl,
      replicaPath,
      log,
      onFeed: (feed) => fed.tell(feed),
      onPhases: () => refresh(),
      onDenied: () => uploader.reachable(),
    });
    const rings = new Rings((feed) => feeds.bell([feed]));
    const bell = new Bell({
      cloudUrl,
      token: () => token,
      onRing(names) {
        for (const name of names) rings.ring(name);
      },
      onConnected(again) {
        // The first time follows from a session just opened.
        if (again) uploader.reachable();
        // What came between the first pull and this moment rang no bell here.
        feeds.reachable();
      },
      onCut: () => uploader.reachable(),
      // A line that goes before the first connection: nothing else would ask, and the till read "online" for a minute.
      onMissed() {
        if (uploader.state.mode.at === 'idle') uploader.reachable();
      },
      onRefused: () => uploader.reachable(),
    });
    const uploader = new Uploader({
      call: cloudCaller(cloudUrl, monotonicMs),
      identity,
      own,
      log,
      release,
      now,
      monotonicMs,
      random,
      onSession(session: SessionAnswer, offsetMs: number) {
        token = session.token;
        skewMs = offsetMs;
        onClockCompared?.(offsetMs);
        feeds.useToken(token);
        bell.connect();
      },
      onAlert(alert) {
        const { cosignedSeq } = own.place();
        if (alert === 'cloud-rewound') noteRewound(db, { at: now().toISOString(), cosignedSeq });
      },
      onStep: onUploaderStep,
    });

    function onUploaderStep(state: UploaderState): void {
      watchSlowness(state);
      const isSlow = askedAtMs !== null && state.batchRecords < 10;
      feeds.hold(state.mode.at === 'sending' && isSlow);
      refresh();
      changes.tell();
    }

    /** One request is out at a time; a till that waits long for it must not read "online". */
    function watchSlowness(state: UploaderState): void {
      const isOut = state.mode.at === 'connecting' || state.mode.at === 'sending';
      if (isOut && state.request === lastRequest) return;
      clearTimeout(slow);
      lastRequest = state.request;
      askedAtMs = isOut ? monotonicMs() : null;
      if (isOut) slow = setTimeout(refresh, slowAfterMs + 100);
    }

    function refresh(): void {
      const facts = { uploader: uploader.state, askedAtMs, nowMs: monotonicMs(), feeds: feeds.phases() };
      const next = { link: linkOf(facts), refusedBecause: refusalOf(uploader.state), clockSkewMs: skewMs };
      const isSame = next.link === link.link && next.refusedBecause === link.refusedBecause;
      const linkSince = next.link === link.link ? link.linkSince : now().toISOString();
      link = { ...next, linkSince };
      if (!isSame) changes.tell();
    }

    bell.connect();
    const endAppends = journal.onAppend(() => uploader.appended());
    return {
      state: () => link,
      feeds: () => feeds.facts(),
      compareFeeds: () => feeds.compare(),
      witnessed(head) {
        const known = `witnessed.${head.journal}`;
        // It names a journal that this file has lost: told once, it has nothing more to tell.
        if (readSetting(db, known)) return;
        const isLost = !journal.has(head.journal);
        uploader.witnessed(head);
        if (isLost) writeSetting(db, known, { seq: head.seq, hash: head.hash });
      },
      findReceipt: (number) =>
        link.link === 'offline' ? Promise.resolve(null) : askForReceipt(cloudUrl, token, number),
      askHeadOffice: (method, path, body) =>
        link.link === 'offline'
          ? Promise.resolve({ is: 'no-answer' })
          : askHeadOffice(cloudUrl, token, method, path, body),
      onChange: (listener) => changes.add(listener),
      onFeed: (listener) => fed.add(listener),
      async stop() {
        endAppends();
        clearTimeout(slow);
        uploader.stop();
        bell.stop();
        rings.stop();
        await feeds.stop();
      },
    };
  };
};

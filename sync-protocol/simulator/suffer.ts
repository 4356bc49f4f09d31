/** What each fault does to a store, its lines, the cloud or the feed's owner. What they mean: `faults.ts`. */
import type { Agenda } from './agenda.ts';
import type { Cloud } from './cloud.ts';
import type { CloudProcess } from './cloud-process.ts';
import type { Fault } from './faults.ts';
import type { FeedOwner } from './feed-owner.ts';
import { hourMs } from './plan.ts';
import type { Store } from './store.ts';

export const minuteMs = 60_000;

export type Sale = Readonly<{ losesAnswers?: number; isPoison?: boolean; version?: number }>;
export type Sufferer = Readonly<{
  agenda: Agenda;
  cloud: Cloud;
  owner: FeedOwner;
  process: CloudProcess;
  bit: (fault: Fault) => void;
  /** Copies of what was committed may be gone: only what nobody holds any more may be missing in the end. */
  copiesWent: (fault: Fault) => void;
  sell: (store: Store, amount: number, how: Sale) => void;
  rows: (count: number, from: number) => Record<string, number>;
  clone: (store: Store) => void;
  restoreEdge: (store: Store, amount: number) => void;
  /** The faults have stopped. */
  isAtPeace: () => boolean;
}>;

export function suffer(world: Sufferer, store: Store, what: Fault, amount: number): void {
  const { agenda, cloud, owner, process, bit, copiesWent } = world;
  const { journal, feed } = store.deps.lines;
  const minutes = (max: number) => amount * max * minuteMs;
  switch (what) {
    case 'ask-lost':
    case 'answer-lost':
    case 'ask-doubled':
    case 'answer-doubled':
    case 'ask-late':
    case 'answer-late':
    case 'ask-torn':
    case 'answer-torn':
      (amount < 0.5 ? journal : feed).arm(what, (amount * 2) % 1);
      return;
    case 'line-cut':
    case 'line-cut-up':
    case 'line-cut-down':
      for (const line of [journal, feed]) {
        if (what !== 'line-cut-down') line.cut('ask', minutes(10));
        if (what !== 'line-cut-up') line.cut('answer', minutes(10));
      }
      store.bellMayBeCut(false);
      bit(what);
      return;
    case 'bell-lost':
      store.loseBell();
      return;
    case 'edge-crash':
      store.dieAfterEffects(Math.floor(amount * 6));
      return;
    case 'edge-paused':
      store.pause(minutes(3));
      bit(what);
      return;
    case 'cloud-crash-before-commit':
      process.dieAt('before-commit');
      return;
    case 'cloud-crash-after-commit':
      process.dieAt('after-commit');
      return;
    case 'cloud-busy':
      process.answerBusy(amount < 0.5 ? 0 : minutes(2));
      return;
    case 'token-expired':
      cloud.skewMs += 900_000;
      bit(what);
      return;
    case 'limit-lowered':
      cloud.bytesMax = 300 + amount * 1_500;
      agenda.after(5 * minuteMs, () => {
        cloud.bytesMax = 1 << 20;
      });
      bit(what);
      return;
    case 'session-stolen':
      cloud.steal(store.deps.device);
      bit(what);
      return;
    case 'disk-full':
      store.fillDisk(minutes(5));
      return;
    case 'sync-failed':
      store.failNextSync();
      return;
    case 'slow-disk':
      store.slowNextStore(minutes(1 / 3));
      return;
    case 'bit-flip':
      store.disk.flip(amount);
      copiesWent(what);
      return;
    case 'misdirected-write':
      store.disk.misdirect(amount);
      copiesWent(what);
      return;
    case 'writes-vanished':
      store.disk.vanish(1 + Math.floor(amount * 4));
      store.restart();
      copiesWent(what);
      return;
    case 'edge-restored':
      world.restoreEdge(store, amount);
      return;
    case 'cloud-restored':
      if (process.restore(amount)) copiesWent(what);
      return;
    case 'cloud-failover': {
      const { history } = process;
      const behind = process.now();
      agenda.after(minutes(2), () => {
        // A restore meanwhile has begun another history, which that database does not follow.
        if (history !== process.history || world.isAtPeace()) return;
        process.failOver(behind);
        copiesWent(what);
      });
      return;
    }
    case 'disk-replaced':
      store.replaceDisk();
      copiesWent(what);
      return;
    case 'cloned':
      world.clone(store);
      bit(what);
      return;
    case 'clock-jumped':
      store.wallSkewMs += (amount - 0.5) * 96 * hourMs;
      bit(what);
      return;
    case 'key-revoked':
      cloud.revoke(store.deps.device);
      agenda.after(10 * minuteMs, () => cloud.reinstate(store.deps.device));
      bit(what);
      return;
    case 'long-transaction':
      owner.write(world.rows(4, Math.floor(amount * 10)), minutes(2));
      bit(what);
      return;
    case 'poison-record':
      world.sell(store, amount, { isPoison: true });
      bit(what);
      return;
    case 'later-version':
      world.sell(store, amount, { version: 2 });
      bit(what);
      return;
    case 'poison-row':
      owner.write({ [`key-${Math.floor(amount * 12)}`]: { of: ['no', { known: 'shape' }] } }, 0);
      bit(what);
      return;
    case 'tombstones-purged':
      owner.purgeTombstones();
      bit(what);
      return;
  }
}

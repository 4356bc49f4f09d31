/**
 * Pulls straight into memory what is new at the edge: at once, page after page, and again at each wake. A price must not wait
 * for the disk, and a till sells its first catalogue as soon as it is in memory.
 */
import type { CataloguePage } from '@comptoir/edge-agent/api';

/** The most that the edge gives at a time. */
const pageDocuments = 2_000;
const retryMs = 2_000;
/** While the edge itself is still being filled. */
const fillingMs = 500;

export type Checkpoint = CataloguePage['checkpoint'];
/** @throws when the edge does not answer, or refuses. */
export type Pull = (after: Checkpoint | undefined, limit: number) => Promise<CataloguePage>;

export type LivePull = Readonly<{
  /** There is more to pull, or may be. */
  wake: () => void;
  /** Once nothing is asked for or taken any more. */
  stop: () => Promise<void>;
}>;

/** @param take called with each page, in feed order; the next is asked for when it has returned. When it throws, the same page comes again. */
export function startLivePull(
  from: Checkpoint | undefined,
  pull: Pull,
  take: (page: CataloguePage) => void | Promise<void>,
): LivePull {
  let stopped = false;
  let isMore = true;
  let rouse = () => {};
  /** Until the next wake, or the time is over. */
  const pause = (timeoutMs?: number) =>
    new Promise<void>((resolve) => {
      rouse = resolve;
      if (timeoutMs !== undefined) setTimeout(resolve, timeoutMs);
    });
  let after = from;
  const next = async () => {
    const page = await pull(after, pageDocuments);
    if (stopped) return page;
    await take(page);
    after = page.checkpoint;
    return page;
  };
  const pullAll = async () => {
    while (!stopped) {
      isMore = false;
      const page = await next().catch(() => null);
      if (stopped) return;
      if (isMore) continue;
      if (!page) await pause(retryMs);
      else if (page.caughtUp) await pause();
      else if (page.documents.length < pageDocuments) await pause(fillingMs);
    }
  };
  const ended = pullAll();
  const wake = () => {
    isMore = true;
    rouse();
  };
  return {
    wake,
    stop: () => {
      stopped = true;
      wake();
      return ended;
    },
  };
}

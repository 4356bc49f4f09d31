/** A store that follows one feed, without a disk: the protocol's own consumer and the agent's own calls. */
import { startConsumer, stepConsumer } from '@comptoir/sync-protocol/consumer/consumer';
import type { ConsumerEffect, ConsumerEvent, ConsumerState } from '@comptoir/sync-protocol/consumer/types';
import { pullPage } from '../../store-edge/agent/src/sync/feed-pull.ts';

export type SimulatedReader = Readonly<{
  isLive: () => boolean;
  stop: () => void;
}>;
type ReaderOptions = Readonly<{
  cloudUrl: string;
  feed: string;
  token: string;
  longPoll: boolean;
  /** Where it begins. */
  cursor: string;
  /** Rows came that it had not. */
  onRows: (rows: number) => void;
}>;

export function startReader({
  cloudUrl,
  feed,
  token,
  longPoll,
  cursor,
  onRows,
}: ReaderOptions): SimulatedReader {
  const ended = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  let at = cursor;
  let page = { cursor, rows: 0 };
  let { state, effects }: { state: ConsumerState; effects: readonly ConsumerEffect[] } = startConsumer({
    ...{ longPoll, held: 'cursor', hasRows: true },
  });
  const happens = (event: ConsumerEvent): void => {
    if (ended.signal.aborted) return;
    ({ state, effects } = stepConsumer(state, event, { nowMs: performance.now(), random: Math.random() }));
    perform(effects);
  };
  const perform = (todo: readonly ConsumerEffect[]): void => {
    for (const effect of todo) {
      if (effect.do === 'pull') void pull(effect);
      else if (effect.do === 'store') {
        at = page.cursor;
        if (page.rows > 0) onRows(page.rows);
        const { request } = effect;
        setImmediate(() => happens({ type: 'stored', request }));
      } else if (effect.do === 'arm-timer') {
        const timer = setTimeout(() => {
          timers.delete(timer);
          happens({ type: 'timer', timer: effect.timer });
        }, effect.afterMs);
        timers.add(timer);
      } else if (effect.do !== 'stop-pull') throw new Error(`a reader of a bench need not ${effect.do}`);
    }
  };
  const pull = async ({
    request,
    waitSeconds,
    limit,
  }: Extract<ConsumerEffect, { do: 'pull' }>): Promise<void> => {
    const startedMs = performance.now();
    const call = { cloudUrl, feed, token, signal: ended.signal };
    const heard = await pullPage(call, { cursor: at, limit, waitSeconds });
    if (heard.type !== 'ok') return happens({ type: 'no-answer', request, retryAfterMs: 0 });
    const { rows, end } = heard.value;
    page = { cursor: end.cursor, rows: rows.length };
    const tookMs = performance.now() - startedMs;
    happens({ type: 'page', request, rows: rows.length, caughtUp: end.caughtUp, tookMs });
  };
  perform(effects);
  return {
    isLive: () => state.phase === 'live',
    stop: () => {
      ended.abort();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

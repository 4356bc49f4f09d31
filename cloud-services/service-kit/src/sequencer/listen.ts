/**
 * What wakes those who work on rows: transactions of this process as they commit, and the database's notifications, on a
 * connection of their own that is made again for ever. They are hints, lost while the connection is, or with a process
 * that dies between its commit and its word: whoever waits also looks by itself after a while.
 */
import { EventEmitter } from 'node:events';
import { type Announced, type Announcements, announcedOn, channels } from '../db/announcements.ts';
import { keepConnected } from '../db/standing-connection.ts';
import type { Logger } from '../logger.ts';

/** A feed has new positions (payload: its series); notified by the sequencer, in its transaction: other processes serve its readers, too. */
export const sequencedChannel = 'comptoir_sequenced';

export type Waiter = Readonly<{
  /** Resolves when the series advances, after `ms`, or when the service stops. */
  wait(ms: number): Promise<void>;
  cancel(): void;
}>;

export type Wakes = Readonly<{
  /** What a writer left behind. */
  on(what: Announced, call: () => void): void;
  onSequenced(call: (series: string) => void): void;
  /** A series has new positions, given by this process: who waits for them in another one is told otherwise. */
  sequenced(series: string): void;
  /** Make it before looking at the rows: what happens in between is not missed. */
  waiter(series: string): Waiter;
  /** Ends all waits, so that the service can stop. */
  endAll(): void;
  close(): Promise<void>;
}>;

export function listenForWakes(
  { url, announcements }: Readonly<{ url: string; announcements: Announcements }>,
  service: string,
  logger: Logger,
): Wakes {
  const signals = new EventEmitter().setMaxListeners(0);
  const connection = keepConnected({ url, name: `${service} listen`, logger }, async (client) => {
    client.on('notification', ({ channel, payload }) => {
      const what = announcedOn(channel);
      if (what) announcements.tell(what);
      else signals.emit('sequenced', payload ?? '');
    });
    await client.query([...channels, sequencedChannel].map((channel) => `listen ${channel}`).join(';'));
    // What was told while nobody listened: everyone looks once.
    announcements.tellAll();
    signals.emit('sequenced', '*');
  });

  return {
    on: announcements.on,
    onSequenced: (call) => void signals.on('sequenced', call),
    sequenced: (series) => void signals.emit('sequenced', series),
    waiter: (series) => makeWaiter(signals, series),
    endAll: () => void signals.emit('end'),
    async close() {
      signals.emit('end');
      await connection.close();
    },
  };
}

function makeWaiter(signals: EventEmitter, series: string): Waiter {
  let happened = false;
  let wake: (() => void) | undefined;
  const onSequenced = (advanced: string) => {
    if (advanced !== series && advanced !== '*') return;
    happened = true;
    wake?.();
  };
  const onEnd = () => {
    happened = true;
    wake?.();
  };
  signals.on('sequenced', onSequenced);
  signals.on('end', onEnd);
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        if (happened) return resolve();
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    cancel() {
      signals.off('sequenced', onSequenced);
      signals.off('end', onEnd);
      wake?.();
    },
  };
}

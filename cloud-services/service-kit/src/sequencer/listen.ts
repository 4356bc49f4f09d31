/**
 * The database's notifications, on a connection of their own that is made again for ever. They are hints, lost while
 * the connection is: whoever waits also looks by itself after a while.
 */
import { EventEmitter } from 'node:events';
import { keepConnected } from '../db/standing-connection.ts';
import type { Logger } from '../logger.ts';

/** Rows wait for a position; notified by writers, in their transaction. */
export const rowsChannel = 'comptoir_rows';
/** A series has new positions (payload: its name); notified by the sequencer, in its transaction. */
export const sequencedChannel = 'comptoir_sequenced';

export type Waiter = Readonly<{
  /** Resolves when the series advances, after `ms`, or when the service stops. */
  wait(ms: number): Promise<void>;
  cancel(): void;
}>;

export type Wakes = Readonly<{
  onRows(call: () => void): void;
  onSequenced(call: (series: string) => void): void;
  /** Make it before looking at the rows: what happens in between is not missed. */
  waiter(series: string): Waiter;
  /** Ends all waits, so that the service can stop. */
  endAll(): void;
  close(): Promise<void>;
}>;

export function listenForWakes(url: string, service: string, logger: Logger): Wakes {
  const signals = new EventEmitter().setMaxListeners(0);
  const connection = keepConnected({ url, name: `${service} listen`, logger }, async (client) => {
    client.on('notification', ({ channel, payload }) => {
      if (channel === rowsChannel) signals.emit('rows');
      else signals.emit('sequenced', payload ?? '');
    });
    await client.query(`listen ${rowsChannel}; listen ${sequencedChannel}`);
    // What was told while nobody listened: everyone looks once.
    signals.emit('rows');
    signals.emit('sequenced', '*');
  });

  return {
    onRows: (call) => void signals.on('rows', call),
    onSequenced: (call) => void signals.on('sequenced', call),
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

/** What became of a message that was handed over, and when its channel is tried again. Pure but for the types. */

export type Outcome =
  | Readonly<{ state: 'sent' }>
  /** The other side will never take this message: no such mailbox, no such number. */
  | Readonly<{ state: 'refused'; error: string }>
  /** Not this message, not now; or it may even have been taken, and nobody heard the answer. */
  | Readonly<{ state: 'later'; error: string }>
  /** Nobody is there: no message of this channel has a chance now. */
  | Readonly<{ state: 'down'; error: string }>;

/** A failure never throws: it is an outcome. */
export type Send<M> = (id: string, message: M) => Promise<Outcome>;

const rowPauseMs = 5_000;
const rowPauseMsMax = 15 * 60_000;
/** About three days, as mail servers do. Source: RFC 5321, 4.5.4.1 (give up after 4 to 5 days at the most). */
export const triesMax = 300;

/** @param tries that have failed, from 1. @param random 0 to 1: full jitter in the upper half. */
export const rowPause = (tries: number, random: number): number =>
  jittered(Math.min(rowPauseMs * 2 ** Math.min(tries - 1, 20), rowPauseMsMax), random);

const downPauseMs = 1_000;
const downPauseMsMax = 30_000;

/** While a channel is down one message probes it, so that an hour's mails leave within half a minute of its return. */
export const downPause = (failures: number, random: number): number =>
  jittered(Math.min(downPauseMs * 2 ** Math.min(failures - 1, 20), downPauseMsMax), random);

const jittered = (ms: number, random: number) => Math.round(ms / 2 + (ms / 2) * random);

/** When this agent makes room for the next one: in mid-shift, with unsent sales, but not between a card and its sale. */
import { SPACE_MIN_BYTES } from '../database/free-space.ts';

/** A store that is never quiet is not waited for longer. */
const patienceMs = 3_600_000;
const lookEveryMs = 250;

export type Moment = Readonly<{
  /** A store that could not sell before could not be told from one that a release has broken. */
  ready: boolean;
  /** A payment terminal is busy with a card. */
  cardInTheAir: boolean;
  sinceSaleMs: number;
  /** Nobody paid for so long: that is quiet enough. */
  quietMs: number;
  sinceToldMs: number;
  /** Somebody in the store wants it now. */
  asked: boolean;
  /** Room beyond a copy of the data. */
  freeBytesAfterCopy: number;
}>;

export function mayLeave(moment: Moment): boolean {
  const { ready, cardInTheAir, sinceSaleMs, quietMs, sinceToldMs, asked, freeBytesAfterCopy } = moment;
  if (!ready || cardInTheAir || freeBytesAfterCopy < SPACE_MIN_BYTES) return false;
  return asked || sinceSaleMs >= quietMs || sinceToldMs >= patienceMs;
}

/** @param leave called once, when `mayLeave`. @returns a function that ends the waiting. */
export function leaveWhenQuiet(look: () => Promise<Moment>, leave: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const again = async () => {
    const may = mayLeave(await look());
    if (ended) return;
    if (may) leave();
    else timer = setTimeout(again, lookEveryMs);
  };
  void again();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

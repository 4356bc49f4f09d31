import { z } from 'zod';

/** What the wire does to us. All of it holds until it is set anew or healed. */
export const faults = z.strictObject({
  /** Open connections are reset, new ones too: the cable is out. */
  cut: z.boolean(),
  /** Connections stay and are accepted, but nothing comes through either way: a dead peer behind a live one. */
  halfOpen: z.boolean(),
  /** One way, on each packet. */
  delayMs: z.int().min(0).max(60_000),
  /** Up to so much more, by chance; order is kept. */
  jitterMs: z.int().min(0).max(60_000),
  /** Each way, each connection. 0: as fast as it goes. */
  rateBytesPerSecond: z.int().min(0),
  /** Each connection passes so many bytes of answers, then is reset: the request was served, its answer is lost. */
  dropAnswerAfterBytes: z.int().min(0).nullable(),
  /** Each connection passes so many bytes of requests, then is reset: torn in mid-body. */
  tearRequestAfterBytes: z.int().min(0).nullable(),
  /** Chance, for each packet, that its connection is reset. */
  resetProbability: z.number().min(0).max(1),
});
export type Faults = z.infer<typeof faults>;

export const noFaults: Faults = {
  cut: false,
  halfOpen: false,
  delayMs: 0,
  jitterMs: 0,
  rateBytesPerSecond: 0,
  dropAnswerAfterBytes: null,
  tearRequestAfterBytes: null,
  resetProbability: 0,
};

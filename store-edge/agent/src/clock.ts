/** Time as an argument: nothing below the shell reads a clock by itself. */
export type Clock = Readonly<{ now: () => Date }>;

export const systemClock: Clock = { now: () => new Date() };

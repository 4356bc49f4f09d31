/** A connection outlives the question whether it may: it is asked again from time to time. */
import { Problem } from '../http/problem.ts';
import type { Tokens } from './tokens.ts';

const everyMs = 5_000;

/** What of a Socket.IO socket is needed here. */
type Held = Readonly<{
  once(event: 'disconnect', listener: () => void): unknown;
  disconnect(close: true): unknown;
}>;

/** For a socket that is connected: of one that never was no end is told. Puts out whose token has expired, or whose session was ended; not whoever cannot be asked about just now. */
export function leaveWhenEnded(socket: Held, token: string, tokens: Tokens, periodMs = everyMs): void {
  const timer = setInterval(() => {
    tokens.staffOf(token).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 401) socket.disconnect(true);
    });
  }, periodMs);
  socket.once('disconnect', () => clearInterval(timer));
}

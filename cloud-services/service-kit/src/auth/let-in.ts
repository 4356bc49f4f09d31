/** Who may connect to a live socket: asked before it is connected. */
import { Problem } from '../http/problem.ts';

/** What of a Socket.IO socket is needed here. */
type Knocking = Readonly<{ conn: Readonly<{ close(): unknown }> }>;

/**
 * For `io.use`. A client that is refused does not come again by itself, one whose line goes does: so who cannot be judged just now, since
 * Sales is away or slow, is not refused.
 * @param isWelcome throws a Problem below 500 for who is not.
 */
export const letIn =
  <S extends Knocking>(isWelcome: (socket: S) => Promise<boolean>) =>
  async (socket: S, next: (refusal?: Error) => void): Promise<void> => {
    const refuse = () => next(new Error('unauthenticated'));
    try {
      if (await isWelcome(socket)) next();
      else refuse();
    } catch (error) {
      if (error instanceof Problem && error.status < 500) refuse();
      else socket.conn.close();
    }
  };

/** The doorbell: a socket on which the cloud says that a feed has news. It carries no data; losing a ring costs a delay only. */
import { bell } from '@comptoir/sync-protocol/wire/calls';
import { io, type Socket } from 'socket.io-client';

export type BellDeps = Readonly<{
  cloudUrl: string;
  token: () => string;
  onRing: (feeds: readonly string[]) => void;
  /** `again`: the socket had been cut; what happened meanwhile is not known. */
  onConnected: (again: boolean) => void;
  onCut: () => void;
  /** Nobody answered: told the first time, and each time after about twenty seconds of it. */
  onMissed: () => void;
  /** The cloud answered, but did not take our token: the way is open all the same. */
  onRefused: () => void;
}>;

/** At the longest wait between two tries, every so many are some twenty seconds. */
const missesATold = 4;

export class Bell {
  readonly #socket: Socket;
  #wasCut = false;
  #misses = 0;

  constructor({ cloudUrl, token, onRing, onConnected, onCut, onMissed, onRefused }: BellDeps) {
    this.#socket = io(cloudUrl, {
      path: '/api/v1/sync/bell',
      // Asked at each connection: a token that has run out meanwhile is of no use.
      auth: (give) => give({ token: token() }),
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      randomizationFactor: 0.5,
      timeout: 5_000,
    });
    this.#socket.on('connect', () => {
      onConnected(this.#wasCut);
      this.#wasCut = false;
      this.#misses = 0;
    });
    this.#socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') return;
      this.#wasCut = true;
      onCut();
      // The server closed it: socket.io leaves coming back to us.
      if (reason === 'io server disconnect') this.#socket.connect();
    });
    // While nothing answers, socket.io tries on by itself (`active`); what a server has refused, it does not.
    this.#socket.on('connect_error', () => {
      if (!this.#socket.active) return onRefused();
      if (this.#misses % missesATold === 0) onMissed();
      this.#misses += 1;
    });
    this.#socket.on('bell', (told: unknown) => {
      const parsed = bell.safeParse(told);
      if (parsed.success) onRing(parsed.data.feeds);
    });
  }

  /** Idempotent: called at start, to learn when the way opens, and with each new session. */
  connect(): void {
    if (!this.#socket.active) this.#socket.connect();
  }

  stop(): void {
    this.#socket.disconnect();
  }
}

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
}>;

export class Bell {
  readonly #socket: Socket;
  #wasCut = false;

  constructor({ cloudUrl, token, onRing, onConnected, onCut }: BellDeps) {
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
    });
    this.#socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') return;
      this.#wasCut = true;
      onCut();
      // The server closed it: socket.io leaves coming back to us.
      if (reason === 'io server disconnect') this.#socket.connect();
    });
    this.#socket.on('bell', (told: unknown) => {
      const parsed = bell.safeParse(told);
      if (parsed.success) onRing(parsed.data.feeds);
    });
  }

  /** Idempotent: called with each new session. A refused handshake is not retried by socket.io itself. */
  connect(): void {
    if (!this.#socket.active) this.#socket.connect();
  }

  stop(): void {
    this.#socket.disconnect();
  }
}

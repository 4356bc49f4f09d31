/** What has arrived, newest first: mails and SMS in one list, as on a telephone. Kept in memory, and bounded. */
import { randomUUID } from 'node:crypto';

export type Message = Readonly<{
  id: string;
  kind: 'mail' | 'sms';
  from: string;
  /** Addresses in lower case, or telephone numbers. */
  to: readonly string[];
  subject: string;
  text: string;
  /** `null`: the sender sent none. */
  html: string | null;
  /** Header lines of a mail that a mailbox makes an "unsubscribe" key of. RFC 8058. */
  unsubscribing?: readonly string[];
  /** RFC 5322 Message-ID of a mail, Idempotency-Key of an SMS: a copy of the same one is not another message. */
  reference: string | null;
  /** How often the same message was handed in. */
  deliveries: number;
  receivedAt: string;
}>;

export type Arrival = Omit<Message, 'id' | 'deliveries' | 'receivedAt'>;

/** The oldest go first. */
const messagesMax = 2_000;

export class Messages {
  #newestFirst: Message[] = [];
  readonly #listeners = new Set<() => void>();

  /** A mailbox shows a message once, however often its sender, in doubt, handed it in. */
  add(arrival: Arrival): Message {
    const known = this.#newestFirst.find(
      ({ reference, kind }) => reference !== null && reference === arrival.reference && kind === arrival.kind,
    );
    if (known) return this.#replace({ ...known, deliveries: known.deliveries + 1 });
    const message = { ...arrival, id: randomUUID(), deliveries: 1, receivedAt: new Date().toISOString() };
    this.#newestFirst = [message, ...this.#newestFirst].slice(0, messagesMax);
    this.#tell();
    return message;
  }

  /** @param to an address or a number, exactly; all messages when none is given. */
  list(to?: string): readonly Message[] {
    const wanted = to?.toLowerCase();
    return this.#newestFirst.filter((message) => wanted === undefined || message.to.includes(wanted));
  }

  find(id: string): Message | undefined {
    return this.#newestFirst.find((message) => message.id === id);
  }

  clear(): void {
    this.#newestFirst = [];
    this.#tell();
  }

  /** @returns what ends the listening. */
  onChange(call: () => void): () => void {
    this.#listeners.add(call);
    return () => void this.#listeners.delete(call);
  }

  #replace(message: Message): Message {
    this.#newestFirst = this.#newestFirst.map((other) => (other.id === message.id ? message : other));
    this.#tell();
    return message;
  }

  #tell(): void {
    for (const call of this.#listeners) call();
  }
}

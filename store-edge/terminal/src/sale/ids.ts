/** Ids of this till: UUIDv7, ordered within the process. */
import { uuid7, uuid7Start } from '@comptoir/sync-protocol/ids/uuid7';

let state = uuid7Start;

export function newId(): string {
  const next = uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(16)), state);
  state = next.state;
  return next.id;
}

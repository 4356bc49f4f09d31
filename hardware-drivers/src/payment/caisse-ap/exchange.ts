import { connect } from 'node:net';
import { decodeCaisseAp } from './codec.ts';

/** How one request ended. Only `never-sent` proves that the terminal did not hear of it. */
export type Exchanged =
  | Readonly<{ kind: 'answer'; wire: string }>
  | Readonly<{ kind: 'never-sent'; reason: 'unreachable' | 'stopped' }>
  | Readonly<{ kind: 'lost'; reason: 'no-answer' | 'connection-lost' | 'stopped-waiting' }>;

type Limits = Readonly<{
  host: string;
  port: number;
  connectMs: number;
  answerMs: number;
  signal?: AbortSignal | undefined;
}>;

/** What every answer has; those that come after them are facts of the card. */
const mandatory = ['AE', 'CA', 'CB', 'CD', 'CE'];
const answerBytesMax = 20_000;
/** The protocol has no end mark: after the last mandatory field the rest is in the same breath. */
const restMs = 300;

/** Connects, sends one message, reads one, closes. Never rejects. */
export function exchange(message: string, limits: Limits): Promise<Exchanged> {
  return new Promise((resolve) => {
    const socket = connect({ host: limits.host, port: limits.port, noDelay: true });
    let sent = false;
    let heard = '';
    let settled = false;
    const settle = (result: Exchanged) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', stop);
      socket.destroy();
      resolve(result);
    };
    const stop = () =>
      settle(sent ? { kind: 'lost', reason: 'stopped-waiting' } : { kind: 'never-sent', reason: 'stopped' });
    const ended = () => {
      if (!sent) settle({ kind: 'never-sent', reason: 'unreachable' });
      else if (heard === '') settle({ kind: 'lost', reason: 'connection-lost' });
      else settle({ kind: 'answer', wire: heard });
    };
    let timer = setTimeout(ended, limits.connectMs);
    const wait = (ms: number, then: () => void) => {
      clearTimeout(timer);
      timer = setTimeout(then, ms);
    };

    limits.signal?.addEventListener('abort', stop);
    socket.on('connect', () => {
      sent = true;
      wait(limits.answerMs, () => settle({ kind: 'lost', reason: 'no-answer' }));
      socket.write(message, 'latin1');
    });
    socket.on('data', (packet: Buffer) => {
      heard += packet.toString('latin1');
      const fields = decodeCaisseAp(heard);
      if (fields && mandatory.every((tag) => fields.has(tag))) wait(restMs, ended);
      else if (heard.length > answerBytesMax) settle({ kind: 'lost', reason: 'connection-lost' });
    });
    socket.on('error', () => socket.destroy());
    socket.on('end', ended);
    socket.on('close', ended);
    if (limits.signal?.aborted) stop();
  });
}

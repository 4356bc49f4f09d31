/** A terminal without its screen: pairs, signs its tokens, logs in and calls, over real HTTP. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { successionText } from '@comptoir/sync-protocol/records/device-keys';
import type { Succession } from '@comptoir/sync-protocol/wire/calls';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { io, type Socket } from 'socket.io-client';
import { type PairAnswer, type SessionAnswer, type Shift, trainingHeader } from '../../src/api.ts';

export type Reply = Readonly<{ status: number; body: Record<string, unknown> }>;
type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

export class Till {
  readonly base: string;
  readonly terminalId: string;
  readonly registerId: string;
  readonly #key: Key;
  /** By which keys of this terminal signed for one another. */
  successions: readonly Succession[] = [];
  session = '';
  /** While it trains. */
  trainingId: string | undefined;

  constructor(base: string, paired: PairAnswer, key: Key) {
    this.base = base;
    this.terminalId = paired.terminalId;
    this.registerId = paired.registerId;
    this.#key = key;
  }

  static async pair(base: string, dataDir: string, registerNumber: string): Promise<Till> {
    const code = await pairingCode(base, dataDir, registerNumber);
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const body = { code, publicKeyJwk: await exportJWK(publicKey), name: `Caisse ${registerNumber}` };
    const reply = await send(`${base}/edge/v1/pair`, 'POST', JSON.stringify(body), {});
    if (reply.status !== 201) throw new Error(`not paired: ${JSON.stringify(reply)}`);
    return new Till(base, reply.body as unknown as PairAnswer, privateKey);
  }

  /** The same terminal, its agent started anew on another port. */
  movedTo(base: string): Till {
    const paired = { terminalId: this.terminalId, registerId: this.registerId, registerNumber: '' };
    const moved = new Till(base, paired, this.#key);
    moved.session = this.session;
    moved.successions = this.successions;
    return moved;
  }

  /** The same terminal with another key, for which this one has signed. */
  async withNextKey(): Promise<Till> {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const next = new Till(this.base, { ...this, registerNumber: '' }, privateKey);
    const told = Buffer.from((await exportJWK(publicKey)).x ?? '', 'base64url').toString('base64');
    const text = Buffer.from(successionText(this.terminalId, told));
    const signature = Buffer.from(await crypto.subtle.sign('Ed25519', this.#key, text)).toString('base64');
    next.successions = [...this.successions, { publicKey: told, signature }];
    return next;
  }

  token(lifeSeconds = 240, issuedSecondsAgo = 0): Promise<string> {
    const now = Math.floor(Date.now() / 1000) - issuedSecondsAgo;
    return new SignJWT({})
      .setProtectedHeader({ alg: 'EdDSA', kid: this.terminalId, typ: 'JWT' })
      .setSubject(this.terminalId)
      .setAudience('edge')
      .setIssuedAt(now)
      .setExpirationTime(now + lifeSeconds)
      .sign(this.#key);
  }

  async call(method: string, path: string, body?: unknown, token?: string): Promise<Reply> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const headers = {
      Authorization: `Bearer ${token ?? (await this.token())}`,
      'Cashier-Session': this.session,
      ...(this.trainingId === undefined ? {} : { [trainingHeader]: this.trainingId }),
    };
    return send(`${this.base}/edge/v1${path}`, method, text, headers);
  }

  async logIn(staffId = 'u-camille', pin = '1234'): Promise<SessionAnswer> {
    const reply = await this.call('POST', '/sessions', { staffId, pin });
    if (reply.status !== 201) throw new Error(`not logged in: ${JSON.stringify(reply)}`);
    const answer = reply.body as unknown as SessionAnswer;
    this.session = answer.session;
    return answer;
  }

  async openShift(floatMinor = 10_000): Promise<Shift> {
    const reply = await this.call('POST', '/shifts', { floatMinor });
    if (reply.status !== 201) throw new Error(`no shift: ${JSON.stringify(reply)}`);
    return reply.body as unknown as Shift;
  }

  async socket(): Promise<Socket> {
    return io(this.base, {
      transports: ['websocket'],
      auth: { token: await this.token() },
      reconnection: false,
    });
  }
}

export async function pairingCode(base: string, dataDir: string, registerNumber: string): Promise<string> {
  const token = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
  const reply = await send(`${base}/edge/v1/pairing-codes`, 'POST', JSON.stringify({ registerNumber }), {
    Authorization: `Bearer ${token}`,
  });
  return String(reply.body.code);
}

export async function send(
  url: string,
  method: string,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

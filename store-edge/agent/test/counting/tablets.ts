/** Tablets without their screens: signed in over HTTP, counting in a PouchDB of their own that replicates with the real agent. */

import http from 'pouchdb-adapter-http';
import memory from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb-core';
import replication from 'pouchdb-replication';
import { documentId, type LineDocument, type SignedIn } from '../../src/back-office/api.ts';
import { type Reply, send } from '../support/till.ts';

PouchDB.plugin(http);
PouchDB.plugin(memory);
PouchDB.plugin(replication);

let made = 0;

export class Tablet {
  #base: string;
  readonly local: PouchDB;
  readonly tabletId: string;
  #signedIn: SignedIn;
  #fetch: typeof fetch = fetch;

  private constructor(base: string, signedIn: SignedIn) {
    made += 1;
    this.#base = base;
    this.#signedIn = signedIn;
    this.tabletId = `tablet-${made}`;
    this.local = new PouchDB(this.tabletId, { adapter: 'memory' });
  }

  static async signIn(base: string, staffId: string, pin: string): Promise<Tablet> {
    return new Tablet(base, await signIn(base, staffId, pin));
  }

  get signedIn(): SignedIn {
    return this.#signedIn;
  }

  /** At a server that was restarted elsewhere, or restored. What the tablet holds stays. */
  async signInAgain(base: string, staffId: string, pin: string): Promise<void> {
    this.#base = base;
    this.#signedIn = await signIn(base, staffId, pin);
  }

  call(method: string, path: string, body?: unknown): Promise<Reply> {
    return send(
      `${this.#base}/edge/v1/back-office${path}`,
      method,
      body === undefined ? undefined : JSON.stringify(body),
      {
        Authorization: `Bearer ${this.signedIn.session}`,
      },
    );
  }

  /** Every call of the replication goes through here. */
  through(wrapped: typeof fetch): void {
    this.#fetch = wrapped;
  }

  edge(database = this.signedIn.database): PouchDB {
    const headers = { Authorization: `Bearer ${this.signedIn.session}` };
    return new PouchDB(`${this.#base}/counting/${database}`, {
      adapter: 'http',
      fetch: (url: string, init: RequestInit = {}) => {
        const all = new Headers(init.headers);
        for (const [name, value] of Object.entries(headers)) all.set(name, value);
        return this.#fetch(url, { ...init, headers: all });
      },
    });
  }

  push = (options = {}) => PouchDB.replicate(this.local, this.edge(), options);
  pull = (options = {}) => PouchDB.replicate(this.edge(), this.local, options);

  async count(
    countId: string,
    productId: string,
    quantity: string,
    changed: Partial<LineDocument> = {},
  ): Promise<string> {
    const { id: counterId, displayName: counterName } = this.signedIn.staff;
    const line: LineDocument = {
      type: 'line',
      countId,
      zoneId: 'allee-1',
      productId,
      counterId,
      counterName,
      tabletId: this.tabletId,
      quantity,
      countedAt: new Date().toISOString(),
      ...changed,
    };
    const _id = documentId.line(line);
    const before = await this.local.get(_id).catch(() => undefined);
    await this.local.put({ ...line, _id, ...(before ? { _rev: before._rev } : {}) });
    return _id;
  }
}

async function signIn(base: string, staffId: string, pin: string): Promise<SignedIn> {
  const body = JSON.stringify({ staffId, pin });
  const reply = await send(`${base}/edge/v1/back-office/sessions`, 'POST', body, {});
  if (reply.status !== 201) throw new Error(`not signed in: ${JSON.stringify(reply)}`);
  return reply.body as unknown as SignedIn;
}

/**
 * The key of this till, and how it gets another: made here, signed for by the one in force, kept on disk before the edge hears of it. A kill
 * or a lost answer at any moment leaves a key that the edge takes; an edge that was restored is led to it. Source: docs/sync-protocol.md,
 * Terminal and edge, Keys.
 */
import { base64, utf8 } from '@comptoir/sync-protocol/bytes';
import { successionText } from '@comptoir/sync-protocol/records/device-keys';
import { type Succession, successionsMax } from '@comptoir/sync-protocol/wire/calls';
import { base64url } from 'jose';
import { newKeyPair, type TokenSource, tokenSource } from './identity.ts';
import type { Reply } from './problem.ts';
import type { Identity } from './till-store.ts';

type OwnKeyDeps = Readonly<{
  /** Resolves once it is on disk. */
  keep: (identity: Identity) => Promise<void>;
  tell: (token: string, successions: readonly Succession[]) => Promise<Reply<null>>;
}>;

export class OwnKey {
  readonly #deps: OwnKeyDeps;
  #identity: Identity;
  #sign: TokenSource;
  #running: Promise<void> | undefined;

  constructor(identity: Identity, deps: OwnKeyDeps) {
    this.#deps = deps;
    this.#identity = identity;
    this.#sign = tokenSource(identity);
  }

  readonly token: TokenSource = () => this.#sign();

  /** The edge finds our key old. */
  change(): Promise<void> {
    return this.#once(async () => {
      if (!this.#identity.nextKey) await this.#makeNext();
      await this.#tell();
    });
  }

  /** The edge does not know our key: perhaps its answer was lost, or it was restored to before a change. */
  settle(): Promise<void> {
    return this.#once(async () => {
      if (this.#identity.successions) await this.#tell();
    });
  }

  #once(work: () => Promise<void>): Promise<void> {
    this.#running ??= work().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #makeNext(): Promise<void> {
    const { terminalId, privateKey, successions = [] } = this.#identity;
    const next = await newKeyPair();
    const publicKey = base64(base64url.decode(next.publicKeyJwk.x ?? ''));
    const text = new Uint8Array(utf8(successionText(terminalId, publicKey)));
    const signature = base64(new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, text)));
    const longer = [...successions, { publicKey, signature }].slice(-successionsMax);
    await this.#become({ ...this.#identity, successions: longer, nextKey: next.privateKey });
  }

  async #tell(): Promise<void> {
    const { nextKey, ...identity } = this.#identity;
    const newest = { ...identity, privateKey: nextKey ?? identity.privateKey };
    const reply = await this.#deps.tell(await tokenSource(newest)(), identity.successions ?? []);
    if (reply.is === 'ok' && nextKey) await this.#become(newest);
  }

  async #become(identity: Identity): Promise<void> {
    await this.#deps.keep(identity);
    if (identity.privateKey !== this.#identity.privateKey) this.#sign = tokenSource(identity);
    this.#identity = identity;
  }
}

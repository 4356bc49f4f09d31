/**
 * Which terminals may sell. A manager's code, used once, gives a terminal its register; pairing a register anew replaces the
 * terminal before it. A terminal is its key: the private half never leaves its browser.
 */
import { importJWK, type JWK } from 'jose';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import { type Problem, problem } from '../problem.ts';
import type { Register } from '../register.ts';
import { digestOfCode, newCode } from '../secrets.ts';
import type { PairAnswer } from './api.ts';

const CODE_LIFE_MS = 15 * 60_000;
/** Wrong codes in a row, over all callers, before codes rest for a minute. */
const GUESSES = 10;
const REST_MS = 60_000;
/** As an edge's own key. */
const KEY_LIFE_MS = 90 * 86_400_000;
/** Calls that are on their way when the key changes were signed with the one before. */
const FORMER_KEY_MS = 5 * 60_000;

export type Terminal = Readonly<{
  terminalId: string;
  registerId: string;
  publicKeyJwk: JWK;
  /** In force until a moment ago. */
  formerKeyJwk?: JWK;
}>;
type PairingDeps = Readonly<{
  db: Sqlite;
  clock: Clock;
  newId: () => string;
  registers: () => readonly Register[];
  onReplaced: (terminalId: string) => void;
}>;

function prepare(db: Sqlite) {
  return {
    addCode: db.prepare<[Buffer, string, string]>(
      'insert into pairing_code (digest, register_id, expires_at) values (?, ?, ?)',
    ),
    code: db.prepare<[Buffer], { register_id: string; expires_at: string; used_at: string | null }>(
      'select register_id, expires_at, used_at from pairing_code where digest = ?',
    ),
    use: db.prepare<[string, Buffer]>(
      'update pairing_code set used_at = ? where digest = ? and used_at is null',
    ),
    current: db
      .prepare<[string], string>(
        'select terminal_id from terminal where register_id = ? and replaced_at is null',
      )
      .pluck(),
    replace: db.prepare<[string, string]>(
      'update terminal set replaced_at = ? where register_id = ? and replaced_at is null',
    ),
    add: db.prepare<[string, string, string, string, string, string]>(
      'insert into terminal (terminal_id, register_id, name, public_key_jwk, paired_at, key_since) values (?, ?, ?, ?, ?, ?)',
    ),
    keySince: db.prepare<[string], string>('select key_since from terminal where terminal_id = ?').pluck(),
    changeKey: db.prepare<[string, string, string]>(
      'update terminal set public_key_jwk = ?, key_since = ? where terminal_id = ? and replaced_at is null',
    ),
    byId: db.prepare<[string], { register_id: string; public_key_jwk: string; replaced_at: string | null }>(
      'select register_id, public_key_jwk, replaced_at from terminal where terminal_id = ?',
    ),
  };
}

export class Pairing {
  readonly #deps: PairingDeps;
  readonly #sql: ReturnType<typeof prepare>;
  #guesses = { count: 0, restUntilMs: 0 };
  readonly #former = new Map<string, Readonly<{ jwk: JWK; untilMs: number }>>();

  constructor(deps: PairingDeps) {
    this.#deps = deps;
    this.#sql = prepare(deps.db);
  }

  newCode(registerNumber: string): { code: string; expiresAt: string; registerNumber: string } | Problem {
    const register = this.#deps.registers().find((one) => one.number === registerNumber);
    if (!register)
      return problem(
        404,
        'unknown-register',
        'No such register',
        'Choose one of the registers of this store.',
      );
    const code = newCode();
    const expiresAt = new Date(this.#deps.clock.now().getTime() + CODE_LIFE_MS).toISOString();
    this.#sql.addCode.run(digestOfCode(code), register.id, expiresAt);
    return { code, expiresAt, registerNumber };
  }

  async pair(request: {
    code: string;
    publicKeyJwk: Record<string, unknown>;
    name: string;
  }): Promise<PairAnswer | Problem> {
    const jwk = await publicKey(request.publicKeyJwk);
    if (!jwk)
      return problem(
        422,
        'bad-key',
        'Not an Ed25519 public key',
        'Send the public half of an Ed25519 key as a JWK.',
      );
    const now = this.#deps.clock.now();
    if (now.getTime() < this.#guesses.restUntilMs) {
      return problem(
        429,
        'too-many-codes',
        'Too many wrong codes',
        'Wait a minute, then ask the manager for a new code.',
        {
          retryAfterSeconds: Math.ceil((this.#guesses.restUntilMs - now.getTime()) / 1000),
        },
      );
    }
    const digest = digestOfCode(request.code);
    const row = this.#sql.code.get(digest);
    const register = this.#deps.registers().find((one) => one.id === row?.register_id);
    if (!row || !register) return this.#guessed(now);
    if (row.used_at) return codeProblem('pairing-code-used', 'This code was used');
    if (row.expires_at <= now.toISOString())
      return codeProblem('pairing-code-expired', 'This code has expired');
    this.#guesses = { count: 0, restUntilMs: 0 };
    return this.#replace(digest, register, jwk, request.name, now.toISOString());
  }

  /** @returns the terminal if it is the one that its register was last paired with. */
  terminal(terminalId: string): Terminal | undefined {
    const row = this.#sql.byId.get(terminalId);
    if (!row || row.replaced_at !== null) return undefined;
    const former = this.#former.get(terminalId);
    return {
      ...{ terminalId, registerId: row.register_id, publicKeyJwk: JSON.parse(row.public_key_jwk) },
      ...(former && former.untilMs > this.#deps.clock.now().getTime() ? { formerKeyJwk: former.jwk } : {}),
    };
  }

  isKeyOld(terminalId: string): boolean {
    const since = Date.parse(this.#sql.keySince.get(terminalId) ?? '');
    return this.#deps.clock.now().getTime() - since >= KEY_LIFE_MS;
  }

  /** Whoever may say so has said so: `Terminal` is as it was read for that. */
  changeKey({ terminalId, publicKeyJwk }: Terminal, next: JWK): void {
    const now = this.#deps.clock.now();
    this.#sql.changeKey.run(JSON.stringify(next), now.toISOString(), terminalId);
    this.#former.set(terminalId, { jwk: publicKeyJwk, untilMs: now.getTime() + FORMER_KEY_MS });
  }

  #replace(digest: Buffer, register: Register, jwk: JWK, name: string, now: string): PairAnswer {
    const former = this.#sql.current.get(register.id);
    const terminalId = this.#deps.newId();
    this.#deps.db.transaction(() => {
      this.#sql.use.run(now, digest);
      this.#sql.replace.run(now, register.id);
      this.#sql.add.run(terminalId, register.id, name.slice(0, 80), JSON.stringify(jwk), now, now);
    })();
    if (former !== undefined) this.#deps.onReplaced(former);
    return { terminalId, registerId: register.id, registerNumber: register.number };
  }

  #guessed(now: Date): Problem {
    const count = this.#guesses.count + 1;
    this.#guesses =
      count < GUESSES ? { count, restUntilMs: 0 } : { count: 0, restUntilMs: now.getTime() + REST_MS };
    return codeProblem('pairing-code-unknown', 'Unknown code');
  }
}

const codeProblem = (type: string, title: string): Problem =>
  problem(403, type, title, 'Ask the manager for a new code.');

/** Keeps the public members alone: whatever else the terminal sent is not ours to store. */
async function publicKey(jwk: Record<string, unknown>): Promise<JWK | undefined> {
  const { kty, crv, x } = jwk;
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') return undefined;
  try {
    await importJWK({ kty, crv, x }, 'EdDSA');
    return { kty, crv, x };
  } catch {
    return undefined;
  }
}

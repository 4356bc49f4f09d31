/**
 * The short token that a terminal signs with its key: `{sub: terminalId, aud: 'edge', iat, exp}`, EdDSA, at most five minutes. A token that
 * was overheard is worth no more than that: older, longer-lived or future ones are refused.
 */
import { successorOf } from '@comptoir/sync-protocol/records/device-keys';
import { decodeJwt, importJWK, type JWK, jwtVerify } from 'jose';
import type { Clock } from '../clock.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { TerminalKeyRequest } from './api.ts';
import type { Pairing, Terminal } from './pairing.ts';

const LIFE_MAX_SECONDS = 300;
/** The till's clock and ours may differ by this much. */
const SKEW_SECONDS = 60;

type VerifiedKey = Awaited<ReturnType<typeof importJWK>>;

export class TerminalTokens {
  readonly #pairing: Pick<Pairing, 'terminal' | 'changeKey'>;
  readonly #clock: Clock;
  /** By `x`, the key itself. */
  readonly #keys = new Map<string, VerifiedKey>();

  constructor(pairing: Pick<Pairing, 'terminal' | 'changeKey'>, clock: Clock) {
    this.#pairing = pairing;
    this.#clock = clock;
  }

  async verify(token: string): Promise<Terminal | Problem> {
    const terminal = this.#terminalOf(token);
    if (isProblem(terminal)) return terminal;
    const refused = await this.#refusal(token, terminal.publicKeyJwk);
    if (!refused) return terminal;
    const { formerKeyJwk } = terminal;
    return formerKeyJwk && !(await this.#refusal(token, formerKeyJwk)) ? terminal : refused;
  }

  /** Puts in force the key that signed `token`, if the one in force leads to it. */
  async follow({ token, successions }: TerminalKeyRequest): Promise<Problem | undefined> {
    const terminal = this.#terminalOf(token);
    if (isProblem(terminal)) return terminal;
    const { terminalId, publicKeyJwk } = terminal;
    const x = Buffer.from(publicKeyJwk.x ?? '', 'base64url');
    const key = Buffer.from(successorOf(terminalId, x, successions)).toString('base64url');
    const next = { ...publicKeyJwk, x: key };
    const refused = await this.#refusal(token, next);
    if (!refused && key !== publicKeyJwk.x) this.#pairing.changeKey(terminal, next);
    return refused;
  }

  #terminalOf(token: string): Terminal | Problem {
    try {
      return this.#pairing.terminal(decodeJwt(token).sub ?? '') ?? notPaired();
    } catch (error) {
      return badToken(error instanceof Error ? error.message : 'The token cannot be read.');
    }
  }

  async #refusal(token: string, jwk: JWK): Promise<Problem | undefined> {
    try {
      const { payload } = await jwtVerify(token, await this.#key(jwk), {
        algorithms: ['EdDSA', 'Ed25519'],
        audience: 'edge',
        requiredClaims: ['sub', 'iat', 'exp'],
        maxTokenAge: LIFE_MAX_SECONDS,
        clockTolerance: SKEW_SECONDS,
        currentDate: this.#clock.now(),
      });
      const { iat = 0, exp = Number.POSITIVE_INFINITY } = payload;
      return exp - iat <= LIFE_MAX_SECONDS
        ? undefined
        : badToken('The token lives longer than five minutes.');
    } catch (error) {
      return badToken(error instanceof Error ? error.message : 'The token cannot be read.');
    }
  }

  async #key(jwk: JWK): Promise<VerifiedKey> {
    const x = jwk.x ?? '';
    const known = this.#keys.get(x);
    if (known) return known;
    const key = await importJWK(jwk, 'EdDSA');
    this.#keys.set(x, key);
    return key;
  }
}

const notPaired = (): Problem =>
  problem(
    401,
    'not-paired',
    'This terminal is not paired',
    'Pair it with a code from the manager; its register may have another terminal now.',
  );

const badToken = (why: string): Problem =>
  problem(
    401,
    'bad-token',
    'The terminal token is not valid',
    `${why} Sign a new one; check the clock of this terminal.`,
  );

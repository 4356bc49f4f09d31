/**
 * The short token that a terminal signs with its key: `{sub: terminalId, aud: 'edge', iat, exp}`, EdDSA, at most five minutes. A token that
 * was overheard is worth no more than that: older, longer-lived or future ones are refused.
 */
import { decodeJwt, importJWK, jwtVerify } from 'jose';
import type { Clock } from '../clock.ts';
import { type Problem, problem } from '../problem.ts';
import type { Pairing, Terminal } from './pairing.ts';

const LIFE_MAX_SECONDS = 300;
/** The till's clock and ours may differ by this much. */
const SKEW_SECONDS = 60;

type VerifiedKey = Awaited<ReturnType<typeof importJWK>>;

export class TerminalTokens {
  readonly #pairing: Pick<Pairing, 'terminal'>;
  readonly #clock: Clock;
  readonly #keys = new Map<string, VerifiedKey>();

  constructor(pairing: Pick<Pairing, 'terminal'>, clock: Clock) {
    this.#pairing = pairing;
    this.#clock = clock;
  }

  async verify(token: string): Promise<Terminal | Problem> {
    try {
      const terminal = this.#pairing.terminal(decodeJwt(token).sub ?? '');
      if (!terminal) return notPaired();
      const { payload } = await jwtVerify(token, await this.#key(terminal), {
        algorithms: ['EdDSA', 'Ed25519'],
        audience: 'edge',
        requiredClaims: ['sub', 'iat', 'exp'],
        maxTokenAge: LIFE_MAX_SECONDS,
        clockTolerance: SKEW_SECONDS,
        currentDate: this.#clock.now(),
      });
      const { iat = 0, exp = Number.POSITIVE_INFINITY } = payload;
      return exp - iat <= LIFE_MAX_SECONDS ? terminal : badToken('The token lives longer than five minutes.');
    } catch (error) {
      return badToken(error instanceof Error ? error.message : 'The token cannot be read.');
    }
  }

  async #key({ terminalId, publicKeyJwk }: Terminal): Promise<VerifiedKey> {
    const known = this.#keys.get(terminalId);
    if (known) return known;
    const key = await importJWK(publicKeyJwk, 'EdDSA');
    this.#keys.set(terminalId, key);
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

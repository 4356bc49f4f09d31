/**
 * Who is signed in. The browser keeps both tokens in cookies that no script reads; an access token that has ended is
 * renewed here. Two pages opened at once must not both use the refresh token: Customer would take the second for a thief.
 */
import type { GatewayCalls, Reply } from '../gateway/gateway.ts';
import { dayS, type Jar } from '../http/cookies.ts';

export type AuthAnswer = Readonly<{
  accessToken: string;
  expiresInSeconds: number;
  refreshToken: string;
  customerId: string;
}>;

export type CustomerSession = Readonly<{
  /** Null: nobody is signed in, or the sign-in service is away. */
  token(): Promise<string | null>;
  id(): Promise<string | null>;
  begin(answer: AuthAnswer): void;
  end(): void;
}>;

const refreshDays = 30;
/** An access token that ends within this is renewed, so that it lasts until the call that it is for. */
const marginS = 15;
/** How long the answer to a refresh token is kept for those who used it a moment later. */
const renewalKeptMs = 20_000;
const renewals = new Map<string, Promise<Reply<AuthAnswer>>>();

export function openCustomerSession(jar: Jar, gateway: GatewayCalls): CustomerSession {
  let known: Promise<string | null> | undefined;

  async function find(): Promise<string | null> {
    const access = jar.get('access');
    if (access) return access;
    const refresh = jar.get('refresh');
    if (!refresh) return null;
    const reply = await renew(refresh, gateway);
    if (reply.ok) {
      begin(reply.body);
      return reply.body.accessToken;
    }
    if (reply.refusal.status === 401 || reply.refusal.status === 400) end();
    return null;
  }

  function begin(answer: AuthAnswer): void {
    jar.set('access', answer.accessToken, Math.max(1, answer.expiresInSeconds - marginS));
    jar.set('refresh', answer.refreshToken, refreshDays * dayS);
    known = Promise.resolve(answer.accessToken);
  }

  function end(): void {
    jar.delete('access');
    jar.delete('refresh');
    known = Promise.resolve(null);
  }

  const token = () => {
    known ??= find();
    return known;
  };
  return {
    token,
    async id() {
      const found = await token();
      return found === null ? null : subjectOf(found);
    },
    begin,
    end,
  };
}

function renew(refreshToken: string, gateway: GatewayCalls): Promise<Reply<AuthAnswer>> {
  const running = renewals.get(refreshToken);
  if (running) return running;
  const renewal = gateway.call<AuthAnswer>({
    method: 'POST',
    path: '/api/v1/customers/auth',
    body: { refreshToken },
  });
  renewals.set(refreshToken, renewal);
  setTimeout(() => renewals.delete(refreshToken), renewalKeptMs).unref();
  return renewal;
}

/** Whose token it is. Not checked here: whoever is called with the token checks it. */
export function subjectOf(token: string): string | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    if (typeof claims !== 'object' || claims === null || !('sub' in claims)) return null;
    return typeof claims.sub === 'string' ? claims.sub : null;
  } catch {
    return null;
  }
}

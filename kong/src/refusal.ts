/** What the gateway itself says when a request does not reach a service, as problem details (RFC 9457). */
export interface Refusal {
  readonly status: number;
  /** `/problems/<type>`, stable. */
  readonly type: string;
  readonly title: string;
  /** What to do next. */
  readonly detail: string;
  /** Sent as `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

const refusal = (
  status: number,
  type: string,
  title: string,
  detail: string,
  retryAfterSeconds?: number,
): Refusal => ({
  status,
  type,
  title,
  detail,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});

export const noRoute = (path: string) =>
  refusal(404, 'no-route', 'No such address', `${path} is not part of this interface: check the path.`);

export const badPath = () =>
  refusal(400, 'bad-path', 'This path cannot be used', 'Write the path without "." and ".." segments.');

export const keyMissing = (header: string) =>
  refusal(401, 'api-key-missing', 'An API key is needed', `Send your key in the header "${header}".`);

export const keyUnknown = () =>
  refusal(
    401,
    'api-key-unknown',
    'This API key is not known',
    'Check the key, or ask head office for a new one.',
  );

/** Of the same type as the services' own, so that a client needs not know who looked first. */
const unauthenticated = (detail: string) => refusal(401, 'unauthenticated', 'No valid credential', detail);

export const tokenMissing = () =>
  unauthenticated('Send `Authorization: Bearer` with a token from the sign-in call.');
export const tokenInvalid = () => unauthenticated('The token is not valid here: sign in again.');
export const tokenExpired = () => unauthenticated('The token has expired: sign in again.');

export const notAllowed = () =>
  refusal(403, 'forbidden', 'This credential does not allow this', 'Sign in as someone who may.');

export const bodyTooLarge = (bytesMax: number) =>
  refusal(413, 'body-too-large', 'The body is too large', `Send at most ${bytesMax} bytes at a time.`);

export const tooManyRequests = (retryAfterSeconds: number) =>
  refusal(
    429,
    'too-many-requests',
    'Too many requests',
    `Wait ${retryAfterSeconds} s, then try again.`,
    retryAfterSeconds,
  );

export const serviceBroken = (service: string) =>
  refusal(502, 'service-broke-off', `${service} broke off`, 'Ask whether it was done, then try again.');

const retrySoonSeconds = 1;

export const noTarget = (service: string) =>
  refusal(503, 'no-target', `${service} is not available`, 'Try again in a moment.', retrySoonSeconds);

export const unreachable = (service: string) =>
  refusal(
    503,
    'unreachable',
    `${service} cannot be reached`,
    'Nothing was sent: try again.',
    retrySoonSeconds,
  );

export const serviceSilent = (service: string) =>
  refusal(
    504,
    'service-silent',
    `${service} did not answer in time`,
    'Ask whether it was done, then try again.',
    retrySoonSeconds,
  );

export const gatewayFault = () =>
  refusal(500, 'gateway-fault', 'The gateway made a mistake', 'Report the correlation id; try again.');

export function refusalBody({ status, type, title, detail }: Refusal, correlationId: string): string {
  return JSON.stringify({ type: `/problems/${type}`, title, status, detail, correlationId });
}

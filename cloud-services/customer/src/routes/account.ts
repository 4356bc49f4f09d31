/** Open to everybody: registering, signing in, forgotten passwords. Answers never tell whether an address is known. */
import { addressOf } from '@comptoir/service-kit/auth/guesses';
import { checkKey } from '@comptoir/service-kit/http/idempotency';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { deviceOf } from '../account/device.ts';
import { forgotten, reset } from '../account/password.ts';
import { confirm, register, resendConfirmation } from '../account/register.ts';
import {
  answerWithCode,
  type Doorstep,
  refresh,
  type SignedIn,
  signIn,
  signOut,
  startSession,
} from '../account/session.ts';
import {
  authRequest,
  emailRequest,
  passkeyOptions,
  registered,
  registerRequest,
  resetRequest,
  signedIn,
  signOutRequest,
  tokenRequest,
} from '../api.ts';
import type { CustomerParts } from '../parts.ts';
import { assertionOf } from '../passkeys/answers.ts';
import { askForPasskey, signInWithPasskey } from '../passkeys/passkeys.ts';
import { normalEmail } from '../privacy/vault.ts';

const nothing = z.object({});
type Headed = Readonly<{ get(name: string): string | undefined }>;
const keyOf = (request: Headed) => checkKey(request.get('idempotency-key'), false);
const replayedHeader = (isReplayed: boolean): Record<string, string> =>
  isReplayed ? { 'idempotency-replayed': 'true' } : {};
const unkept = { 'cache-control': 'no-store' };

type Request = Parameters<typeof addressOf>[0];
const doorstepOf = (request: Request): Doorstep => ({
  address: addressOf(request),
  device: deviceOf(request.get('user-agent')),
});

function letIn(
  parts: CustomerParts,
  shown: z.infer<typeof authRequest>,
  request: Request,
): Promise<SignedIn> {
  if ('refreshToken' in shown) return refresh(parts, shown.refreshToken, keyOf(request));
  if ('challenge' in shown) return answerWithCode(parts, shown, doorstepOf(request));
  if ('passkey' in shown) return signInWithPasskey(parts, assertionOf(shown.passkey), doorstepOf(request));
  return signIn(parts, shown, doorstepOf(request));
}

export const accountRoutes = (parts: CustomerParts): Route[] => [
  {
    ...route({
      method: 'post',
      path: '/api/v1/customers/register',
      summary: 'Register; the account opens by the link in our mail',
      body: registerRequest,
      answers: { 201: registered },
      async handle({ body, request }) {
        const { id, isReplayed } = await register(parts, body, keyOf(request));
        const { firstName, lastName, language } = body;
        return {
          status: 201,
          headers: replayedHeader(isReplayed),
          body: {
            id,
            email: normalEmail(body.email),
            firstName,
            lastName,
            language,
            status: 'unconfirmed' as const,
          },
        };
      },
    }),
    // Kept as the registration itself, not as an answer with an address in it.
    idempotency: 'accepted',
  },
  route({
    method: 'post',
    path: '/api/v1/customers/confirm',
    summary: 'Follow the link in the mail: the account is open, and signed in',
    body: tokenRequest,
    answers: { 200: signedIn },
    handle: ({ body, correlationId, request }) =>
      parts.database.transaction(async (tx) => {
        const id = await confirm(tx, parts, body.token, correlationId);
        const entrance = { ...doorstepOf(request).device, signedInBy: 'mail' as const };
        const answer = await startSession(tx, parts, id, entrance);
        return { status: 200 as const, headers: unkept, body: answer };
      }),
  }),
  route({
    method: 'post',
    path: '/api/v1/customers/confirm/resend',
    summary: 'Another mail with a link',
    body: emailRequest,
    answers: { 202: nothing },
    async handle({ body }) {
      await parts.database.transaction((tx) => resendConfirmation(tx, parts, body.email));
      return { status: 202, body: {} };
    },
  }),
  {
    ...route({
      method: 'post',
      path: '/api/v1/customers/auth',
      summary:
        'Sign in with a password, with the code that was asked for, with a passkey; or go on with a refresh token',
      body: authRequest,
      answers: { 200: signedIn },
      async handle({ body, request }) {
        return { status: 200, headers: unkept, body: await letIn(parts, body, request) };
      },
    }),
    idempotency: 'accepted',
  },
  route({
    method: 'post',
    path: '/api/v1/customers/passkey/options',
    summary: 'What a browser is to ask its passkeys, to sign in',
    answers: { 200: passkeyOptions },
    async handle() {
      return { status: 200, headers: unkept, body: { ...(await askForPasskey(parts)) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/customers/sign-out',
    summary: 'End this session',
    body: signOutRequest,
    answers: { 204: null },
    async handle({ body }) {
      await parts.database.transaction((tx) => signOut(tx, parts, body.refreshToken));
      return { status: 204, body: null };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/customers/password/forgotten',
    summary: 'A mail with a link to choose another password',
    body: emailRequest,
    answers: { 202: nothing },
    async handle({ body }) {
      await parts.database.transaction((tx) => forgotten(tx, parts, body.email));
      return { status: 202, body: {} };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/customers/password/reset',
    summary: 'Choose another password by the link in the mail; all sessions end',
    body: resetRequest,
    answers: { 204: null },
    async handle({ body }) {
      await reset(parts, body.token, body.password);
      return { status: 204, body: null };
    },
  }),
];

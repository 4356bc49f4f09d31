import type { CartView } from '@comptoir/cart/api';
import { anything, code, email, password, required } from '../../app/src/shared/checks.ts';
import type { Outcome } from '../../app/src/shared/outcome.ts';
import type {
  LetterAnswer,
  PasskeyOptions,
  SignInAnswer,
  SignInData,
  TokenData,
} from '../../app/src/shared/shapes/account.ts';
import type { FormAnswer, FormProblem } from '../../app/src/shared/shapes/form.ts';
import { callCart, cartPath, cartSession, keepCart } from '../cart/cart.ts';
import { claimKept } from '../cart/kept-products.ts';
import { formAgain, jsonIn, problemOf, readForm } from '../forms.ts';
import { newKey, type Reply } from '../gateway/gateway.ts';
import type { AuthAnswer } from '../session/customer-session.ts';
import { goTo, type Page, show, tell, type Visit } from '../visit.ts';

export const signIn: Page = {
  async load(visit) {
    if (await visit.customer.token()) return goTo(nextOf(visit));
    return show({ next: visit.url.searchParams.get('next') } satisfies SignInData);
  },
  async act(visit) {
    const way = ways[visit.form.get('do') ?? ''] ?? withPassword;
    return way(visit);
  },
};

async function withPassword(visit: Visit): Promise<Outcome> {
  const { fields, faults, isGood } = readForm(visit.form, { email, password: anything });
  if (!isGood) return formAgain(fields, faults);
  const reply = await enter(visit, { email: fields.email, password: fields.password });
  if (reply.ok) return entered(visit, reply.body);
  const { type, status, body } = reply.refusal;
  if (type === 'code-required' && typeof body.challenge === 'string') return askForCode(body.challenge);
  return formAgain(fields, {}, status === 401 ? 'bad-credentials' : problemOf(reply.refusal));
}

async function withCode(visit: Visit): Promise<Outcome> {
  const challenge = visit.form.get('challenge') ?? '';
  const { fields, faults, isGood } = readForm(visit.form, { code });
  if (!isGood) return askForCode(challenge, faults);
  const reply = await enter(visit, { challenge, code: fields.code });
  if (reply.ok) return entered(visit, reply.body);
  const { status } = reply.refusal;
  if (status === 401) return formAgain({}, {}, 'sign-in-too-old');
  // What is no code at all is a wrong one.
  return askForCode(
    challenge,
    {},
    status === 422 || status === 400 ? 'wrong-code' : problemOf(reply.refusal),
  );
}

const askForCode = (challenge: string, faults: FormAnswer['faults'] = {}, problem?: FormProblem): Outcome =>
  show({ faults, values: {}, challenge, ...(problem ? { problem } : {}) } satisfies SignInAnswer, 422);

async function askPasskey(visit: Visit): Promise<Outcome> {
  const reply = await visit.gateway.call<PasskeyOptions>({
    method: 'POST',
    path: '/api/v1/customers/passkey/options',
  });
  if (!reply.ok) return formAgain({}, {}, problemOf(reply.refusal));
  return show({ faults: {}, values: {}, passkeyOptions: reply.body } satisfies SignInAnswer);
}

async function withPasskey(visit: Visit): Promise<Outcome> {
  const reply = await enter(visit, { passkey: jsonIn(visit.form, 'response') });
  if (reply.ok) return entered(visit, reply.body);
  const isRefused = [400, 401, 422].includes(reply.refusal.status);
  return formAgain({}, {}, isRefused ? 'passkey-refused' : problemOf(reply.refusal));
}

const ways: Readonly<Record<string, (visit: Visit) => Promise<Outcome>>> = {
  code: withCode,
  'passkey-options': askPasskey,
  passkey: withPasskey,
};

const enter = (visit: Visit, body: object): Promise<Reply<AuthAnswer>> =>
  visit.gateway.call<AuthAnswer>({ method: 'POST', path: '/api/v1/customers/auth', body });

async function entered(visit: Visit, answer: AuthAnswer): Promise<Outcome> {
  visit.customer.begin(answer);
  await claimCart(visit);
  return goTo(nextOf(visit));
}

/** Only a path of ours: a link could otherwise lead anywhere after the password was typed. Browsers read past tabs and line ends. */
function nextOf(visit: Visit): string {
  const next = visit.form.get('next') ?? visit.url.searchParams.get('next') ?? '';
  return /^\/(?![/\\])[!-~]*$/.test(next) ? next : visit.to('account');
}

/** The guest's cart becomes the customer's, together with what was in theirs. */
export async function claimCart(visit: Visit): Promise<void> {
  const guest = cartSession(visit);
  const reply = await callCart<CartView>(visit, {
    method: 'POST',
    path: guest === undefined ? '/api/v1/cart/mine' : cartPath(guest, '/claim'),
    body: {},
    idempotencyKey: newKey(),
  });
  if (reply.ok) keepCart(visit, reply.body.sessionId);
  await claimKept(visit);
}

export const signOut: Page = {
  async act(visit) {
    const refreshToken = visit.jar.get('refresh');
    if (refreshToken)
      await visit.gateway.call({
        method: 'POST',
        path: '/api/v1/customers/sign-out',
        body: { refreshToken },
      });
    visit.customer.end();
    // The next person at this browser must not find the cart of this one.
    visit.jar.delete('cart');
    visit.jar.delete('orders');
    visit.jar.delete('kept');
    tell(visit, 'signed-out');
    return goTo(visit.to('home'));
  },
  async load(visit) {
    return goTo(visit.to('home'));
  },
};

export const register: Page = {
  async load(visit) {
    if (await visit.customer.token()) return goTo(visit.to('account'));
    return show({ next: null } satisfies SignInData);
  },
  async act(visit) {
    const { fields, faults, isGood } = readForm(visit.form, {
      firstName: required,
      lastName: required,
      email,
      password,
    });
    if (!isGood) return formAgain(fields, faults);
    const reply = await visit.gateway.call({
      method: 'POST',
      path: '/api/v1/customers/register',
      body: {
        ...fields,
        language: visit.language,
        consents: {
          marketingEmail: visit.form.get('marketingEmail') === 'yes',
          analytics: visit.jar.get('audience') === 'yes',
        },
      },
      idempotencyKey: newKey(),
    });
    if (!reply.ok) {
      const isWeak = reply.refusal.errors.some(({ pointer }) => /password/.test(pointer));
      if (isWeak) return formAgain(fields, { password: 'password-common' });
      return formAgain(fields, {}, problemOf(reply.refusal));
    }
    tell(visit, 'registered');
    return goTo(visit.to('signIn'));
  },
};

export const tokenOf = (visit: Visit) =>
  visit.form.get('token') ?? visit.url.searchParams.get('jeton') ?? visit.url.searchParams.get('token');

/** A link is opened by mail scanners too, so that it is a button that confirms. */
export const confirmEmail: Page = {
  async load(visit) {
    return show({ token: tokenOf(visit) } satisfies TokenData);
  },
  async act(visit) {
    if (visit.form.get('do') === 'resend') return askLetter(visit, '/api/v1/customers/confirm/resend');
    const reply = await visit.gateway.call<AuthAnswer>({
      method: 'POST',
      path: '/api/v1/customers/confirm',
      body: { token: tokenOf(visit) ?? '' },
    });
    if (!reply.ok)
      return formAgain({}, {}, reply.refusal.status >= 429 ? problemOf(reply.refusal) : 'link-expired');
    visit.customer.begin(reply.body);
    await claimCart(visit);
    tell(visit, 'email-confirmed');
    return goTo(visit.to('account'));
  },
};

export const forgotPassword: Page = {
  async load() {
    return show({});
  },
  act: (visit) => askLetter(visit, '/api/v1/customers/password/forgotten'),
};

/** A letter with a link; whether the address is known, only its mailbox learns. */
async function askLetter(visit: Visit, path: string): Promise<Outcome> {
  const { fields, faults, isGood } = readForm(visit.form, { email });
  if (!isGood) return formAgain(fields, faults);
  const reply = await visit.gateway.call({ method: 'POST', path, body: { email: fields.email } });
  if (!reply.ok) return formAgain(fields, {}, problemOf(reply.refusal));
  return show({ faults: {}, values: {}, sentTo: fields.email } satisfies LetterAnswer);
}

export const newPassword: Page = {
  async load(visit) {
    return show({ token: tokenOf(visit) } satisfies TokenData);
  },
  async act(visit) {
    const { fields, faults, isGood } = readForm(visit.form, { password });
    if (!isGood) return formAgain(fields, faults);
    const reply = await visit.gateway.call({
      method: 'POST',
      path: '/api/v1/customers/password/reset',
      body: { token: tokenOf(visit) ?? '', password: fields.password },
    });
    if (!reply.ok) {
      const isWeak = reply.refusal.errors.some(({ pointer }) => /password/.test(pointer));
      if (isWeak) return formAgain({}, { password: 'password-common' });
      return formAgain({}, {}, reply.refusal.status >= 429 ? problemOf(reply.refusal) : 'link-expired');
    }
    tell(visit, 'password-changed');
    return goTo(visit.to('signIn'));
  },
};

/** How an account is opened, and where it is open. */
import { anything, code, password, required } from '../../app/src/shared/checks.ts';
import type { Outcome } from '../../app/src/shared/outcome.ts';
import type {
  OpenSession,
  PasskeyOptions,
  SecurityAnswer,
  SecurityData,
} from '../../app/src/shared/shapes/account.ts';
import type { FormProblem } from '../../app/src/shared/shapes/form.ts';
import type { Flash } from '../../app/src/shared/shapes/frame.ts';
import { formAgain, jsonIn, problemOf, readForm, withPassword } from '../forms.ts';
import type { Refusal, Reply } from '../gateway/gateway.ts';
import { customerPath, type Profile } from '../session/profile.ts';
import { qrPicture } from '../session/qr-picture.ts';
import { failed, goTo, type Page, show, tell, type Visit } from '../visit.ts';
import { signedIn } from './account.ts';

/** As `GET /api/v1/customers/{id}/security` and `…/sessions` tell. Source: docs, HTTP interface. */
type ToldSecurity = Omit<SecurityData, 'sessions'>;
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Act = (visit: Visit, profile: Profile) => Promise<Outcome>;

async function ask<T>(
  visit: Visit,
  { id }: Profile,
  method: Method,
  rest: string,
  body?: unknown,
): Promise<Reply<T>> {
  return visit.gateway.call<T>({
    ...{ method, path: customerPath(id, rest), token: await visit.customer.token() },
    ...(body === undefined ? {} : { body }),
  });
}

export const security: Page = {
  load: (visit) =>
    signedIn(visit, async (profile) => {
      const [told, open] = await Promise.all([
        ask<ToldSecurity>(visit, profile, 'GET', '/security'),
        ask<{ items: OpenSession[] }>(visit, profile, 'GET', '/sessions'),
      ]);
      if (!told.ok) return failed(told.refusal, visit);
      if (!open.ok) return failed(open.refusal, visit);
      return show({ ...told.body, sessions: open.body.items } satisfies SecurityData);
    }),
  act: (visit) =>
    signedIn(visit, async (profile) => {
      const act = acts[visit.form.get('do') ?? ''];
      return act ? act(visit, profile) : formAgain({}, {}, 'refused');
    }),
};

const acts: Readonly<Record<string, Act>> = {
  async password(visit, profile) {
    const { fields, faults, isGood } = readForm(visit.form, { currentPassword: anything, password });
    if (!isGood) return formAgain(fields, faults);
    const body = { current: fields.currentPassword, password: fields.password };
    const reply = await ask(visit, profile, 'PUT', '/password', body);
    if (!reply.ok && reply.refusal.errors.some(({ pointer }) => /password/.test(pointer)))
      return formAgain({}, { password: 'password-common' });
    return done(visit, reply, 'saved');
  },
  'end-session': async (visit, profile) => {
    const id = encodeURIComponent(visit.form.get('id') ?? '');
    return done(visit, await ask(visit, profile, 'DELETE', `/sessions/${id}`), 'session-ended');
  },
  'end-others': async (visit, profile) =>
    done(visit, await ask(visit, profile, 'DELETE', '/sessions'), 'sessions-ended'),
  'begin-codes': (visit, profile) =>
    withPassword(visit.form, 'codesPassword', async (shown) => {
      const reply = await ask<{ secret: string; uri: string }>(visit, profile, 'POST', '/codes', {
        password: shown,
      });
      return reply.ok ? answer({ codes: withPicture(reply.body) }) : refused(reply.refusal);
    }),
  'confirm-codes': async (visit, profile) => {
    const codes = withPicture({
      secret: visit.form.get('secret') ?? '',
      uri: visit.form.get('uri') ?? '',
    });
    const { fields, faults, isGood } = readForm(visit.form, { code });
    if (!isGood) return answer({ codes, faults }, 422);
    const reply = await ask<Pick<SecurityAnswer, 'recoveryCodes'>>(visit, profile, 'POST', '/codes/confirm', {
      code: fields.code,
    });
    if (reply.ok) return answer(reply.body);
    return answer({ codes, problem: problemIn(reply.refusal) }, 422);
  },
  'end-codes': (visit, profile) =>
    withPassword(visit.form, 'endCodesPassword', async (shown) =>
      done(visit, await ask(visit, profile, 'POST', '/codes/end', { password: shown }), 'codes-off'),
    ),
  'recovery-codes': (visit, profile) =>
    withPassword(visit.form, 'recoveryPassword', async (shown) => {
      const reply = await ask<Pick<SecurityAnswer, 'recoveryCodes'>>(
        ...([visit, profile, 'POST', '/recovery-codes'] as const),
        { password: shown },
      );
      return reply.ok ? answer(reply.body) : refused(reply.refusal);
    }),
  'passkey-options': (visit, profile) =>
    withPassword(visit.form, 'passkeyPassword', async (shown) => {
      const { faults, isGood } = readForm(visit.form, { name: required });
      if (!isGood) return formAgain({}, faults);
      const reply = await ask<PasskeyOptions>(visit, profile, 'POST', '/passkeys/options', {
        password: shown,
      });
      return reply.ok
        ? answer({ passkeyOptions: reply.body, values: { name: visit.form.get('name') ?? '' } })
        : refused(reply.refusal);
    }),
  'keep-passkey': async (visit, profile) => {
    const body = { name: visit.form.get('name') ?? '', response: jsonIn(visit.form, 'response') };
    return done(visit, await ask(visit, profile, 'POST', '/passkeys', body), 'passkey-added');
  },
  'remove-passkey': async (visit, profile) => {
    const id = encodeURIComponent(visit.form.get('id') ?? '');
    return done(visit, await ask(visit, profile, 'DELETE', `/passkeys/${id}`), 'passkey-removed');
  },
};

const answer = (told: Partial<SecurityAnswer>, status = 200): Outcome =>
  show({ faults: {}, values: {}, ...told } satisfies SecurityAnswer, status);

const withPicture = (begun: Readonly<{ secret: string; uri: string }>) => ({
  ...begun,
  ...qrPicture(begun.uri),
});

function done(visit: Visit, reply: Reply<unknown>, flash: Flash): Outcome {
  // What is not there any more has ended all the same.
  if (!reply.ok && reply.refusal.status !== 404) return refused(reply.refusal);
  tell(visit, flash);
  return goTo(visit.to('security'));
}

const refused = (refusal: Refusal): Outcome => formAgain({}, {}, problemIn(refusal));

const ownProblems: Readonly<Record<string, FormProblem>> = {
  'wrong-credentials': 'wrong-password',
  'wrong-code': 'wrong-code',
  'passkey-refused': 'passkey-refused',
  'no-passkeys-here': 'passkey-refused',
  'sign-in-too-old': 'sign-in-too-old',
};
const problemIn = (refusal: Refusal): FormProblem => ownProblems[refusal.type] ?? problemOf(refusal);

/** How a customer's account is opened, and where it is open: sessions, codes, passkeys. Only they see it; staff may end codes for whoever has lost them. */
import { ownOnly } from '@comptoir/service-kit/auth/customer-tokens';
import type { Tx } from '@comptoir/service-kit/db/database';
import { notFound } from '@comptoir/service-kit/http/problem';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { checkPassword } from '../account/password.ts';
import {
  codeRequest,
  codesBegun,
  passkeyOptions,
  passkeyRequest,
  passwordShown,
  passwordUnlessStaff,
  recoveryCodes,
  security,
  sessionsAnswer,
} from '../api.ts';
import type { CustomerParts } from '../parts.ts';
import { attestationOf } from '../passkeys/answers.ts';
import { addPasskey, beginPasskey, removePasskey } from '../passkeys/passkeys.ts';
import {
  beginCodes,
  confirmCodes,
  countCodeTry,
  endCodes,
  forgetCodeTries,
  renewRecoveryCodes,
} from '../second-factor/second-factor.ts';
import { type Customer, lockedCustomer } from '../store/customers.ts';
import { endOneSession, endSessions } from '../store/sessions.ts';
import { securityOf, sessionsOf } from '../views.ts';
import type { Guards } from './guards.ts';

const byId = z.strictObject({ id: z.uuid() });
const path = (rest: string) => `/api/v1/customers/:id${rest}`;
const unkept = { 'cache-control': 'no-store' };

export const securityRoutes = (parts: CustomerParts, guards: Guards): Route[] => [
  ...sessionRoutes(parts, guards),
  ...codeRoutes(parts, guards),
  ...passkeyRoutes(parts, guards),
];

function sessionRoutes({ database, now, shopUrl }: CustomerParts, { customer }: Guards): Route[] {
  return [
    route({
      method: 'get',
      path: path('/sessions'),
      summary: 'Where one is signed in, seen last first',
      guard: customer,
      params: byId,
      answers: { 200: sessionsAnswer },
      async handle({ params: { id }, caller }) {
        ownOnly(caller, id, 'customer');
        const open = await sessionsOf(database, id, now());
        const items = open.map((one) => ({ ...one, isCurrent: one.id === caller.session }));
        return { status: 200, headers: unkept, body: { items } };
      },
    }),
    route({
      method: 'delete',
      path: path('/sessions'),
      summary: 'End all sessions but this one',
      guard: customer,
      params: byId,
      answers: { 204: null },
      async handle({ params: { id }, caller }) {
        ownOnly(caller, id, 'customer');
        await database.transaction((tx) => endSessions(tx, id, 'ended-elsewhere', now(), caller.session));
        return { status: 204, body: null };
      },
    }),
    route({
      method: 'delete',
      path: path('/sessions/:session_id'),
      summary: 'End one session',
      guard: customer,
      params: z.strictObject({ id: z.uuid(), session_id: z.uuid() }),
      answers: { 204: null },
      async handle({ params: { id, session_id: session }, caller }) {
        ownOnly(caller, id, 'customer');
        const isEnded = await database.transaction((tx) => endOneSession(tx, id, session, now()));
        if (!isEnded) throw notFound('session');
        return { status: 204, body: null };
      },
    }),
    route({
      method: 'get',
      path: path('/security'),
      summary: 'How the account is opened: codes, recovery codes left, passkeys',
      guard: customer,
      params: byId,
      answers: { 200: security },
      async handle({ params: { id }, caller }) {
        ownOnly(caller, id, 'customer');
        return { status: 200, headers: unkept, body: await securityOf(database, id, shopUrl) };
      },
    }),
  ];
}

function codeRoutes(parts: CustomerParts, { customer, erasing }: Guards): Route[] {
  const { database, vault } = parts;
  return [
    route({
      method: 'post',
      path: path('/codes'),
      summary: 'Begin with codes of an app: the secret for it; nothing is asked for before a code was shown',
      guard: customer,
      params: byId,
      body: passwordShown,
      answers: { 201: codesBegun },
      async handle({ params: { id }, body, caller }) {
        ownOnly(caller, id, 'customer');
        const known = await checkPassword(parts, caller, body.password);
        const begun = await database.transaction((tx) => beginCodes(tx, parts, known));
        return { status: 201, headers: unkept, body: begun };
      },
    }),
    route({
      method: 'post',
      path: path('/codes/confirm'),
      summary: 'Show a code: signing in takes one from now on; the answer has the recovery codes',
      guard: customer,
      params: byId,
      body: codeRequest,
      answers: { 200: recoveryCodes },
      async handle({ params: { id }, body, caller }) {
        ownOnly(caller, id, 'customer');
        await countCodeTry(parts, id, caller.session);
        const made = await database.transaction(async (tx) => {
          const codes = await confirmCodes(tx, parts, await held(parts, tx, id), body.code);
          await forgetCodeTries(tx, vault, id);
          return codes;
        });
        return { status: 200, headers: unkept, body: { recoveryCodes: made } };
      },
    }),
    route({
      method: 'post',
      path: path('/codes/end'),
      summary: 'Codes are no longer asked for; customers show their password, staff say why',
      guard: erasing,
      params: byId,
      body: passwordUnlessStaff,
      answers: { 204: null },
      async handle({ params: { id }, body, caller }) {
        ownOnly(caller, id, 'customer');
        if (caller.kind === 'customer') await checkPassword(parts, caller, body.password ?? '');
        await database.transaction(async (tx) => endCodes(tx, await held(parts, tx, id)));
        return { status: 204, body: null };
      },
    }),
    route({
      method: 'post',
      path: path('/recovery-codes'),
      summary: 'New recovery codes; those of before do not work any more',
      guard: customer,
      params: byId,
      body: passwordShown,
      answers: { 200: recoveryCodes },
      async handle({ params: { id }, body, caller }) {
        ownOnly(caller, id, 'customer');
        const known = await checkPassword(parts, caller, body.password);
        const made = await database.transaction((tx) => renewRecoveryCodes(tx, parts, known));
        return { status: 200, headers: unkept, body: { recoveryCodes: made } };
      },
    }),
  ];
}

function passkeyRoutes(parts: CustomerParts, { customer }: Guards): Route[] {
  const { database } = parts;
  return [
    route({
      method: 'post',
      path: path('/passkeys/options'),
      summary: 'What a browser is to ask its authenticator, to make a passkey',
      guard: customer,
      params: byId,
      body: passwordShown,
      answers: { 200: passkeyOptions },
      async handle({ params: { id }, body, caller }) {
        ownOnly(caller, id, 'customer');
        const known = await checkPassword(parts, caller, body.password);
        const options = await database.transaction((tx) => beginPasskey(tx, parts, known));
        return { status: 200, headers: unkept, body: { ...options } };
      },
    }),
    route({
      method: 'post',
      path: path('/passkeys'),
      summary: 'Keep the passkey that was made',
      guard: customer,
      params: byId,
      body: passkeyRequest,
      answers: { 204: null },
      async handle({ params: { id }, body, caller }) {
        ownOnly(caller, id, 'customer');
        const made = { name: body.name, response: attestationOf(body.response) };
        await database.transaction(async (tx) => addPasskey(tx, parts, await held(parts, tx, id), made));
        return { status: 204, body: null };
      },
    }),
    route({
      method: 'delete',
      path: path('/passkeys/:passkey_id'),
      summary: 'Remove a passkey',
      guard: customer,
      params: z.strictObject({ id: z.uuid(), passkey_id: z.base64url().max(1_400) }),
      answers: { 204: null },
      async handle({ params: { id, passkey_id: key }, caller }) {
        ownOnly(caller, id, 'customer');
        await database.transaction(async (tx) => removePasskey(tx, await held(parts, tx, id), key));
        return { status: 204, body: null };
      },
    }),
  ];
}

/** @throws Problem 404 */
async function held({ vault }: CustomerParts, tx: Tx, id: string): Promise<Customer> {
  const found = await lockedCustomer(tx, vault, id);
  if (!found) throw notFound('customer');
  return found;
}

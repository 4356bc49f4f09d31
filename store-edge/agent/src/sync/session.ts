/** Begins a session with the cloud: a nonce signed by the device key against a token. Source: docs/sync-protocol.md, Up. */
import { headText, sessionText } from '@comptoir/sync-protocol/records/head';
import {
  challengeAnswer,
  type SessionAnswer,
  type SessionRequest,
  type SignedHead,
  sessionAnswer,
} from '@comptoir/sync-protocol/wire/calls';
import type { CallCloud, CloudAnswer } from './cloud-call.ts';
import type { DeviceKey } from './device-key.ts';
import type { Identity } from './enrolment.ts';

export const sessionTimeoutMs = 8_000;
const json = { 'content-type': 'application/json' };

export type OpenedSession =
  | Readonly<{ type: 'opened'; session: SessionAnswer; skewMs: number; isNewKey: boolean }>
  | Exclude<CloudAnswer, { type: 'ok' }>;

export type SessionDeps = Readonly<{
  call: CallCloud;
  identity: Identity;
  /** Our head, to be signed: a witness of how far this journal went. */
  head: () => Omit<SignedHead, 'signature'>;
  /** The newest head of it that the cloud signed, if any. */
  witness: () => SignedHead | undefined;
  now: () => Date;
  /** What we run, and what did not come up here. */
  release: Pick<SessionRequest, 'agentVersion' | 'failedRelease'>;
}>;

export async function openSession(deps: SessionDeps, signal: AbortSignal): Promise<OpenedSession> {
  const { call, identity } = deps;
  const { edgeId, keys } = identity;
  const send = (path: string, body: object) =>
    call({ path, headers: json, body: JSON.stringify(body), timeoutMs: sessionTimeoutMs, signal });

  const asked = await send('challenge', { edgeId });
  if (asked.type !== 'ok') return asked;
  const challenge = challengeAnswer.safeParse(asked.body);
  if (!challenge.success) return unreadable('challenge');
  const { nonce, serverTime } = challenge.data;
  // The server spoke about half a round trip ago. The challenge is the quicker of the two calls, so the truer one.
  const skewMs = Math.round(Date.parse(serverTime) + asked.tookMs / 2 - deps.now().getTime());

  const head = deps.head();
  const begin = (key: DeviceKey) =>
    send('session', {
      edgeId,
      agentVersion: deps.release.agentVersion,
      failedRelease: deps.release.failedRelease,
      nonce,
      signature: key.sign(sessionText(edgeId, nonce)),
      ...(keys.successions.length > 0 ? { successions: keys.successions } : {}),
      protocolVersions: [1],
      heads: [{ ...head, signature: key.sign(headText(head)) }],
      skewMs,
      witness: deps.witness(),
    });
  let refused: Exclude<CloudAnswer, { type: 'ok' }> | undefined;
  for (const key of keys.candidates) {
    const answer = await begin(key);
    if (answer.type === 'ok') {
      const session = sessionAnswer.safeParse(answer.body);
      if (!session.success) return unreadable('session');
      return { type: 'opened', session: session.data, skewMs, isNewKey: keys.accepted(key) };
    }
    refused = answer;
    // Only then does another key help: an older cloud knows nothing of keys that follow.
    if (answer.type !== 'problem' || answer.problem !== 'unknown-device') break;
  }
  return refused ?? unreadable('session');
}

const unreadable = (what: string) =>
  ({ type: 'no-answer', why: `the ${what}'s answer cannot be read` }) as const;

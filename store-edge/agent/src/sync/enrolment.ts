/** Who this edge is: learnt once with a one-time code, then kept beside its key. Source: docs/sync-protocol.md, Up. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '@comptoir/sync-protocol/backoff';
import { type EnrolAnswer, enrolAnswer } from '@comptoir/sync-protocol/wire/calls';
import { type CallCloud, cloudCaller } from './cloud-call.ts';
import { DeviceKeys } from './device-keys.ts';
import type { SyncLog } from './log.ts';
import { readIfThere, writeSecret } from './secret-file.ts';

export type Identity = EnrolAnswer & Readonly<{ keys: DeviceKeys }>;

export type EnrolOptions = Readonly<{
  dataDir: string;
  cloudUrl: string;
  enrolmentCode: string | undefined;
  agentVersion: string;
  log: SyncLog;
  signal?: AbortSignal;
}>;

const fileName = 'enrolment.json';
const timeoutMs = 10_000;

/** What a person must do about a code that does not work, by the problem's type. */
const advice: Readonly<Record<string, string>> = {
  'enrolment-code-expired':
    'The enrolment code has expired (it is good for an hour). Ask head office for a new one.',
  'enrolment-code-used':
    'The enrolment code was already used by another device. Ask head office for a new one.',
  'enrolment-code-unknown':
    'The enrolment code is not known. Check it for typing errors, or ask head office for a new one.',
};

/**
 * Waits for the cloud as long as it takes: without an identity nothing can be sold yet.
 * @throws Error with one sentence for the person who installs the store, when a code is missing or refused.
 */
export async function enrol(options: EnrolOptions): Promise<Identity> {
  const known = readEnrolment(options.dataDir);
  if (known) return { ...known, keys: new DeviceKeys(options.dataDir) };
  if (!options.enrolmentCode)
    throw new Error('This edge is not enrolled yet: start it once with ENROLMENT_CODE from head office.');
  const call = cloudCaller(options.cloudUrl, performance.now.bind(performance));
  const identity = await askUntilAnswered(call, options, options.enrolmentCode);
  const { keys, ...answer } = identity;
  writeSecret(join(options.dataDir, fileName), `${JSON.stringify(answer, null, 2)}\n`);
  options.log.info(
    { edge: identity.edgeId, store: identity.storeCode, key: keys.inForce.publicKey },
    'enrolled',
  );
  return identity;
}

export function readEnrolment(dataDir: string): EnrolAnswer | null {
  try {
    const text = readIfThere(join(dataDir, fileName));
    return text === undefined ? null : enrolAnswer.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(
      `${join(dataDir, fileName)} cannot be read: restore it from a backup, or enrol this edge again.`,
      { cause: error },
    );
  }
}

async function askUntilAnswered(call: CallCloud, options: EnrolOptions, code: string): Promise<Identity> {
  const keys = new DeviceKeys(options.dataDir);
  for (let attempt = 0; ; attempt += 1) {
    options.signal?.throwIfAborted();
    const answer = await call({
      path: 'enrol',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ code, devicePublicKey: keys.inForce.publicKey },
        agentVersion: options.agentVersion,
      }),
      timeoutMs,
      signal: options.signal ?? AbortSignal.timeout(timeoutMs),
    });
    if (answer.type === 'ok') return { ...enrolAnswer.parse(answer.body), keys };
    const type = answer.type === 'problem' ? answer.problem : '';
    if (advice[type]) throw new Error(advice[type]);
    // The key outlived its enrolment: a new device gets a new key, the old one is never used again.
    if (type === 'device-known') keys.startAnew();
    const afterMs = backoffMs(attempt, Math.random(), answer.type === 'problem' ? answer.retryAfterMs : 0);
    options.log.warn({ answer, afterMs }, 'the cloud did not enrol us yet; asking again');
    await sleep(afterMs, undefined, options.signal ? { signal: options.signal } : {});
  }
}

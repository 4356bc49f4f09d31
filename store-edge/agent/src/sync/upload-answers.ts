/** What the cloud's answers mean to the uploader. */
import type { UploaderEvent } from '@comptoir/sync-protocol/uploader/types';
import { recordsAnswer, wantedRelease } from '@comptoir/sync-protocol/wire/calls';
import { z } from 'zod';
import type { CloudAnswer } from './cloud-call.ts';
import type { OwnJournal } from './own-journal.ts';
import type { OpenedSession } from './session.ts';

const refusals = ['unknown-device', 'revoked', 'wrong-store', 'upgrade'] as const;
const badBatches = ['bad-chain', 'bad-signature', 'bad-frame'] as const;
const gapMembers = z.object({ seq: z.int().nonnegative(), hash: z.string() });
const forkMembers = z.object({ seq: z.int().nonnegative() });

type Failed = Exclude<CloudAnswer, { type: 'ok' }>;

/** A device that is refused is refused whatever it asked. */
export function failureEvent(answer: Failed, request: number): UploaderEvent {
  const retryAfterMs = answer.type === 'problem' ? answer.retryAfterMs : 0;
  const because = refusals.find((type) => answer.type === 'problem' && answer.problem === type);
  return because ? { type: 'refused', request, because } : { type: 'no-answer', request, retryAfterMs };
}

/** Also a refusal may say what we should run: the one that says we are too old. */
export function wantedIn(opened: OpenedSession): string | undefined {
  if (opened.type === 'opened') return opened.session.release?.version;
  if (opened.type !== 'problem') return undefined;
  return wantedRelease.safeParse(opened.body.release).data?.version;
}

export function batchEvent(
  answer: CloudAnswer,
  request: number,
  records: number,
  own: OwnJournal,
): UploaderEvent {
  if (answer.type === 'ok') return acknowledgement(answer, request, own);
  if (answer.type === 'no-answer') return failureEvent(answer, request);
  const { problem, body, status } = answer;
  const because = badBatches.find((type) => type === problem);
  if (because) return { type: 'bad-batch', request, because };
  if (problem === 'too-big' || status === 413) return { type: 'too-big', request, records };
  if (problem === 'gap') return gapEvent(answer, request, own);
  if (problem === 'fork') {
    const seq = forkMembers.safeParse(body).data?.seq ?? 0;
    return { type: 'fork', request, witness: { seq, hash: own.hashAt(seq) ?? '' } };
  }
  // 401 without a known type: the token has run out, by a clock that is not ours.
  if (problem === 'stale-session' || (status === 401 && problem !== 'unknown-device'))
    return { type: 'stale-session', request };
  return failureEvent(answer, request);
}

function acknowledgement(
  answer: Extract<CloudAnswer, { type: 'ok' }>,
  request: number,
  own: OwnJournal,
): UploaderEvent {
  const parsed = recordsAnswer.safeParse(answer.body);
  if (!parsed.success) return { type: 'no-answer', request, retryAfterMs: 0 };
  const { seq, hash, cosignature } = parsed.data;
  const head = { seq, hash };
  const cosigned = own.isCosigned(head, cosignature);
  return {
    type: 'acknowledged',
    request,
    head,
    cosignature,
    cosigned,
    ownHash: own.hashAt(seq),
    tookMs: answer.tookMs,
  };
}

function gapEvent(
  answer: Extract<CloudAnswer, { type: 'problem' }>,
  request: number,
  own: OwnJournal,
): UploaderEvent {
  const head = gapMembers.safeParse(answer.body);
  if (!head.success) return { type: 'no-answer', request, retryAfterMs: answer.retryAfterMs };
  return { type: 'gap', request, head: head.data, ownHash: own.hashAt(head.data.seq) };
}

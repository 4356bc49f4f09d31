/** What is asked of a feed's owner: pages, digests, snapshots. A slow link is waited for as long as bytes come; silence is not. */
import { type bucketsRequest, digestAnswer, type FeedDigest } from '@comptoir/sync-protocol/feeds/digest';
import { parsePage } from '@comptoir/sync-protocol/feeds/page';
import { type SnapshotManifest, snapshotManifest } from '@comptoir/sync-protocol/feeds/snapshot';
import { untraced } from '@comptoir/tracing/untraced';
import type { z } from 'zod';
import { reasonOf, retryAfterMs } from './cloud-call.ts';
import type { StoredPage } from './feed-store.ts';

/** Bytes that do not come for this long mean that the way is cut, whatever TCP still believes. */
const silenceMs = 10_000;
/** The owner may have to count a million rows first. */
const countingMs = 60_000;
const answerBytesMax = 64 * 1_048_576;

export type NoAnswer = Readonly<{ type: 'no-answer'; retryAfterMs: number; status: number; why: string }>;
export type Heard<T> =
  | Readonly<{ type: 'ok'; value: T }>
  | Readonly<{ type: 'epoch' }>
  | Readonly<{ type: 'not-offered' }>
  | NoAnswer;

export type FeedCall = Readonly<{ cloudUrl: string; feed: string; token: string; signal: AbortSignal }>;
type Wanted = Readonly<{ path: string; body?: unknown; firstByteMs?: number }>;

export type PullWanted = Readonly<{ cursor: string; limit: number; waitSeconds: number }>;

export function pullPage(
  call: FeedCall,
  { cursor, limit, waitSeconds }: PullWanted,
): Promise<Heard<StoredPage>> {
  const query = new URLSearchParams({ limit: String(limit), wait: String(waitSeconds) });
  if (cursor !== '') query.set('cursor', cursor);
  return ask(call, { path: `?${query}`, firstByteMs: waitSeconds * 1_000 + silenceMs }, pageOf);
}

export const pullDigest = (call: FeedCall, bits: number): Promise<Heard<FeedDigest>> =>
  ask(call, { path: `/digest?bits=${bits}`, firstByteMs: countingMs }, jsonOf(digestAnswer));

export const pullBuckets = (
  call: FeedCall,
  body: z.infer<typeof bucketsRequest>,
): Promise<Heard<StoredPage>> => ask(call, { path: '/buckets', body, firstByteMs: countingMs }, pageOf);

export const pullManifest = (call: FeedCall): Promise<Heard<SnapshotManifest>> =>
  ask(call, { path: '/snapshot' }, jsonOf(snapshotManifest));

export const pullPart = (call: FeedCall, id: string, part: number): Promise<Heard<Uint8Array>> =>
  ask(call, { path: `/snapshot/${id}/${part}` }, (bytes) => bytes);

function pageOf(bytes: Uint8Array): StoredPage {
  const parsed = parsePage(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.page;
}

const jsonOf =
  <S extends z.ZodType>(schema: S) =>
  (bytes: Uint8Array): z.infer<S> =>
    schema.parse(JSON.parse(new TextDecoder().decode(bytes)));

async function ask<T>(
  { cloudUrl, feed, token, signal }: FeedCall,
  { path, body, firstByteMs = silenceMs }: Wanted,
  read: (bytes: Uint8Array) => T,
): Promise<Heard<T>> {
  const silence = silenceGuard(firstByteMs);
  try {
    const response = await fetch(`${cloudUrl}/api/v1/sync/feeds/${feed}${path}`, {
      headers: {
        authorization: `Bearer ${token}`,
        traceparent: untraced(),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      signal: AbortSignal.any([signal, silence.signal]),
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    if (response.status === 410) return { type: 'epoch' };
    if (response.status === 404) return { type: 'not-offered' };
    // What is asked for is being made.
    if (!response.ok || response.status === 202)
      return noAnswer(`status ${response.status}`, response.status, retryAfterMs(response));
    const bytes = await bytesOf(response, silence.heard);
    return { type: 'ok', value: read(bytes) };
  } catch (error) {
    return noAnswer(reasonOf(error), 0);
  } finally {
    silence.end();
  }
}

export const noAnswer = (why: string, status: number, retryAfterMs = 0): NoAnswer => ({
  type: 'no-answer',
  retryAfterMs,
  status,
  why,
});

async function bytesOf(response: Response, heard: () => void): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    heard();
    length += part.length;
    if (length > answerBytesMax) throw new Error(`an answer of more than ${answerBytesMax} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Aborts when nothing was heard for a while: first the owner's wait, then the pause between two pieces. */
function silenceGuard(firstMs: number) {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error('no byte came for too long'));
  let timer = setTimeout(abort, firstMs);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(abort, silenceMs);
  };
  return { signal: controller.signal, heard, end: () => clearTimeout(timer) };
}

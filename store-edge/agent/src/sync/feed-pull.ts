/** Asks for one page of a feed. A slow link is waited for as long as bytes come; silence is not. */
import { type FeedPage, parsePage } from '@comptoir/sync-protocol/feeds/page';
import { reasonOf, retryAfterMs } from './cloud-call.ts';

/** Bytes that do not come for this long mean that the way is cut, whatever TCP still believes. */
const silenceMs = 10_000;
const pageBytesMax = 64 * 1_048_576;

export type Pulled =
  | Readonly<{ type: 'page'; page: FeedPage }>
  | Readonly<{ type: 'epoch' }>
  | Readonly<{ type: 'no-answer'; retryAfterMs: number; status: number; why: string }>;

export type PullRequest = Readonly<{
  cloudUrl: string;
  feed: string;
  token: string;
  cursor: string;
  limit: number;
  waitSeconds: number;
  signal: AbortSignal;
}>;

export async function pullPage(request: PullRequest): Promise<Pulled> {
  const silence = silenceGuard(request.waitSeconds * 1_000 + silenceMs);
  try {
    const response = await fetch(addressOf(request), {
      headers: { authorization: `Bearer ${request.token}`, accept: 'application/x-ndjson' },
      signal: AbortSignal.any([request.signal, silence.signal]),
    });
    if (response.status === 410) return { type: 'epoch' };
    if (!response.ok)
      return {
        ...noAnswer(`status ${response.status}`, response.status),
        retryAfterMs: retryAfterMs(response),
      };
    const parsed = parsePage(await textOf(response, silence.heard));
    return parsed.ok ? { type: 'page', page: parsed.page } : noAnswer(parsed.detail, response.status);
  } catch (error) {
    return noAnswer(reasonOf(error), 0);
  } finally {
    silence.end();
  }
}

const noAnswer = (why: string, status: number) =>
  ({ type: 'no-answer', retryAfterMs: 0, status, why }) as const;

function addressOf({ cloudUrl, feed, cursor, limit, waitSeconds }: PullRequest): string {
  const query = new URLSearchParams({ limit: String(limit), wait: String(waitSeconds) });
  if (cursor !== '') query.set('cursor', cursor);
  return `${cloudUrl}/api/v1/sync/feeds/${feed}?${query}`;
}

async function textOf(response: Response, heard: () => void): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    heard();
    length += part.length;
    if (length > pageBytesMax) throw new Error(`a page of more than ${pageBytesMax} bytes`);
    parts.push(part);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
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

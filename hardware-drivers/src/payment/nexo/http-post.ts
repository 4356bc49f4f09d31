import http from 'node:http';
import https from 'node:https';

/** How one request ended. Only `never-sent` proves that the other side did not hear of it. */
export type PostResult =
  | Readonly<{ kind: 'answer'; status: number; text: string }>
  | Readonly<{ kind: 'never-sent'; code: string }>
  | Readonly<{ kind: 'lost'; reason: 'no-answer' | 'connection-lost' | 'stopped-waiting' }>;

export type PostLimits = Readonly<{
  connectMs: number;
  answerMs: number;
  signal?: AbortSignal | undefined;
  ca?: string | undefined;
}>;

const answerBytesMax = 1_000_000;

/**
 * One POST on a connection of its own: a kept-alive socket that died unseen would turn "never sent" into "unknown".
 * Never rejects.
 */
export function post(url: URL, body: string, limits: PostLimits): Promise<PostResult> {
  return new Promise((resolve) => {
    let connected = false;
    let settled = false;
    const settle = (result: PostResult) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', stop);
      request.destroy();
      resolve(result);
    };
    const stop = () =>
      settle(
        connected ? { kind: 'lost', reason: 'stopped-waiting' } : { kind: 'never-sent', code: 'stopped' },
      );
    const late = () =>
      settle(connected ? { kind: 'lost', reason: 'no-answer' } : { kind: 'never-sent', code: 'ETIMEDOUT' });
    const secure = url.protocol === 'https:';
    const request = (secure ? https : http).request(url, {
      method: 'POST',
      agent: false,
      headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
      ...(secure && limits.ca ? { ca: limits.ca } : {}),
    });
    let timer = setTimeout(late, limits.connectMs);
    limits.signal?.addEventListener('abort', stop);
    request.on('socket', (socket) =>
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        if (settled) return;
        connected = true;
        clearTimeout(timer);
        timer = setTimeout(late, limits.answerMs);
        request.end(body);
      }),
    );
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > answerBytesMax) settle({ kind: 'lost', reason: 'connection-lost' });
      });
      response.on('end', () => {
        if (!response.complete) return settle({ kind: 'lost', reason: 'connection-lost' });
        settle({
          kind: 'answer',
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
      response.on('error', () => settle({ kind: 'lost', reason: 'connection-lost' }));
      response.on('close', () => settle({ kind: 'lost', reason: 'connection-lost' }));
    });
    request.on('error', (error: NodeJS.ErrnoException) =>
      settle(
        connected
          ? { kind: 'lost', reason: 'connection-lost' }
          : { kind: 'never-sent', code: error.code ?? 'ERROR' },
      ),
    );
    if (limits.signal?.aborted) stop();
  });
}

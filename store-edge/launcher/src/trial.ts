/** Whether an agent on trial has come up: it shows where it stands and which journal it found, and answers there. */
import type { FromAgent } from '@comptoir/sync-protocol/releases/launcher';
import type { AgentRun } from './agent-process.ts';

type OnTrial = Extract<FromAgent, { type: 'on-trial' }>;
export type Verdict = Readonly<{ ok: true }> | Readonly<{ ok: false; why: string }>;

const askEveryMs = 200;
/** What must be there for a store to work: it can sell, and its two pages are handed out. */
const mustAnswer = ['/readyz', '/', '/back-office/'];

/**
 * @param tail how far the journal went as its predecessor left it; a successor that finds another one reads it wrongly, or wrote.
 * `undefined` where that cannot be known.
 */
export async function standTrial(run: AgentRun, tail: string | undefined, limitMs: number): Promise<Verdict> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), limitMs);
  const late = new Promise<Verdict>((resolve) =>
    over.signal.addEventListener('abort', () =>
      resolve(failed(`it did not answer within ${limitMs / 1_000} s`)),
    ),
  );
  const up = (async (): Promise<Verdict> => {
    const shown = await shownBy(run);
    if (tail !== undefined && shown.tail !== tail)
      return failed(`the journal was left at ${tail}, and it found ${shown.tail}`);
    return answersAll(shown.port, over.signal);
  })();
  try {
    return await Promise.race([up, late, run.ended.then(failed)]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

const failed = (why: string): Verdict => ({ ok: false, why });

const shownBy = (run: AgentRun): Promise<OnTrial> =>
  new Promise((resolve) =>
    run.onMessage((message) => {
      if (message.type === 'on-trial') resolve(message);
    }),
  );

async function answersAll(port: number, signal: AbortSignal): Promise<Verdict> {
  let why = '';
  while (!signal.aborted) {
    why = await firstFault(port, signal);
    if (why === '') return { ok: true };
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
  return failed(why);
}

async function firstFault(port: number, signal: AbortSignal): Promise<string> {
  for (const path of mustAnswer) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal });
      await response.arrayBuffer();
      if (!response.ok) return `${path} answers ${response.status}`;
    } catch (error) {
      return `${path} does not answer: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return '';
}

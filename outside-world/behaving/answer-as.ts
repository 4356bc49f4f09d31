/** Answers well, or as badly as told. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'express';
import type { Behaviour } from './misbehaviour.ts';

type Answer = Readonly<{ status: number; body: unknown; headers?: Readonly<Record<string, string>> }>;
type Bad = 'timeOut' | 'drop' | 'error';

export async function answerAs(
  response: Response,
  fault: ReturnType<Behaviour<string>['faultFor']>,
  /** What it says when it has a fault of its own. */
  faultBody: unknown,
  work: () => Answer,
): Promise<void> {
  if (fault.delayMs > 0) await pause(fault.delayMs, undefined, { ref: false });
  if (fault.before) return badly(response, fault.before, faultBody);
  const { status, body, headers = {} } = work();
  if (fault.after) return badly(response, fault.after, faultBody);
  response.status(status).set(headers);
  if (Buffer.isBuffer(body)) response.send(body);
  else response.json(body);
}

function badly(response: Response, how: Bad, faultBody: unknown): void {
  if (how === 'drop') response.destroy();
  if (how === 'error') response.status(500).json(faultBody);
  // A time-out: the connection stays open and nothing is said, until the caller gives up.
}

/** Answers well, or as badly as told. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'express';
import type { Behaviour } from './misbehaviour.ts';
import { newId } from './objects.ts';

type Answer = Readonly<{ status: number; body: unknown }>;
type Bad = 'timeOut' | 'drop' | 'error';

export async function answerAs(
  response: Response,
  fault: ReturnType<Behaviour['faultFor']>,
  work: () => Answer,
): Promise<void> {
  if (fault.delayMs > 0) await pause(fault.delayMs, undefined, { ref: false });
  if (fault.before) return badly(response, fault.before);
  const { status, body } = work();
  if (fault.after) return badly(response, fault.after);
  response.status(status).set('request-id', newId('req')).json(body);
}

function badly(response: Response, how: Bad): void {
  if (how === 'drop') response.destroy();
  if (how === 'error')
    response.status(500).json({ error: { type: 'api_error', message: 'Something went wrong on our side.' } });
  // A time-out: the connection stays open and nothing is said, until the caller gives up.
}

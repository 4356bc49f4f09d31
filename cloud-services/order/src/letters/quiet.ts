/**
 * Hours in which nobody's telephone rings for us. Pure. A courtesy, not a duty: the hours of the CRTC's Unsolicited Telecommunications Rules
 * (9:00 to 21:30, at weekends 10:00 to 18:00) are for telemarketing, and what we tell is none; but sleep is sleep.
 */
import { localDay } from '@comptoir/service-kit/local-day';
import { dayAfter, instantOf, minutesOf } from '@comptoir/service-kit/wall-clock';
import { z } from 'zod';
import type { Step } from './sms.ts';

/** From the one until the other, over midnight where it comes before; null: never. */
export type QuietHours = Readonly<{ from: string; to: string }> | null;

const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
const span = new RegExp(`^(${clock})-(${clock})$`);

/** `21:00-08:00`, or `none`. */
export const quietHoursIn = z
  .string()
  .transform((text, context): QuietHours => {
    const [, from, to] = span.exec(text) ?? [];
    if (from !== undefined && to !== undefined && from !== to) return { from, to };
    if (text !== 'none')
      context.addIssue({
        code: 'custom',
        message: 'must be like 21:00-08:00, in hours of the shop, or none',
      });
    return null;
  })
  .default({ from: '21:00', to: '08:00' });

/** @returns when these hours end; undefined outside of them. */
export function quietUntil(quiet: QuietHours, timeZone: string, now: Date): Date | undefined {
  if (!quiet) return undefined;
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const today = localDay(timeZone, now);
  const at = (day: string, minute: number) => new Date(instantOf(day, minute, timeZone));
  // What began yesterday may not be over.
  for (const day of [dayAfter(today, -1), today]) {
    const end = at(from < to ? day : dayAfter(day, 1), to);
    if (at(day, from) <= now && now < end) return end;
  }
  return undefined;
}

const awakeMs = 15 * 60_000;

/**
 * Whether somebody waits for it, whatever the hour: who has just paid looks for the answer, and whose order is ready may still come for it.
 * @param isOpen the store that hands it over; asked only where it matters.
 */
export async function isAwaited(
  step: Step,
  { createdAt }: Readonly<{ createdAt: Date }>,
  now: Date,
  isOpen: () => Promise<boolean>,
): Promise<boolean> {
  if (step === 'confirmed' || step === 'reviewed') return now.getTime() - createdAt.getTime() < awakeMs;
  return step === 'ready-to-collect' && (await isOpen());
}

/**
 * When customers may come for an order or have it delivered: rules as data, and the slots that they make. Pure. A slot is told by when it
 * begins and ends; it is at a place: the store that hands it over, or delivery as a whole.
 */
import { isHoliday } from '@comptoir/service-kit/holidays/holidays';
import { localDay } from '@comptoir/service-kit/local-day';
import { dayAfter, instantOf, minutesOf, weekdayOf } from '@comptoir/service-kit/wall-clock';
import { z } from 'zod';
import data from '../../data/slot-rules.json' with { type: 'json' };
import type { Delivery, Slot } from '../api.ts';
import { rulesSetting } from '../rules-setting.ts';

const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be like 08:00');
const slotRule = z
  .strictObject({
    method: z.enum(['collect', 'ship']),
    /** Of collecting: this store alone; it counts before the rule of all stores. */
    storeId: z.string().optional(),
    /** 1 is Monday, 7 is Sunday. Source: ISO 8601. */
    days: z.array(z.int().min(1).max(7)).min(1),
    from: clock,
    to: clock,
    /** How long a slot is. */
    minutes: z.int().min(15).max(1_440),
    /** Orders that one slot takes. */
    capacity: z.int().positive(),
    /** So long before it begins it is still to be had. */
    leadMinutes: z.int().nonnegative(),
    aheadDays: z.int().min(1).max(60),
    /** Also on holidays: those of the shop's province, and of delivery those of its country too. */
    onHolidays: z.boolean().default(false),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'is before from' });
const slotRules = z.array(slotRule).max(200);
export type SlotRules = z.infer<typeof slotRules>;
export type SlotRule = SlotRules[number];

export const slotRulesIn = rulesSetting(slotRules, slotRules.parse(data));

/** Where an order is handed over, as far as slots go. */
export type SlotPlace = Readonly<{ method: 'collect'; storeId: string } | { method: 'ship' }>;
export const slotPlaceOf = (delivery: Delivery): SlotPlace =>
  delivery.method === 'collect' ? { method: 'collect', storeId: delivery.storeId } : { method: 'ship' };

/** Of a store, its own rules, else those of all stores. */
export function rulesAt(rules: SlotRules, place: SlotPlace): SlotRules {
  const fitting = rules.filter(({ method }) => method === place.method);
  const own = fitting.filter(({ storeId }) => place.method === 'collect' && storeId === place.storeId);
  return own.length > 0 ? own : fitting.filter(({ storeId }) => storeId === undefined);
}

export type OpenSlot = Slot & Readonly<{ capacity: number }>;

type When = Readonly<{
  now: Date;
  timeZone: string;
  /** Whose holidays are kept: the shop's, `CA-QC`. */
  jurisdiction: string;
  notBefore?: string | undefined;
  /** Of a store; null: whatever the rules say. */
  openings?: readonly Slot[] | null;
}>;

/**
 * @param rules of one place.
 * @param notBefore a day of the shop's calendar: a parcel is not there earlier.
 * @returns the slots that may still be had by their time, first ones first.
 */
export function slotsOf(
  rules: SlotRules,
  { now, timeZone, jurisdiction, notBefore = '', openings = null }: When,
): OpenSlot[] {
  const today = localDay(timeZone, now);
  return rules
    .flatMap((rule) =>
      Array.from({ length: rule.aheadDays + 1 }, (_, ahead) => dayAfter(today, ahead))
        .filter((day) => day >= notBefore && isServed(rule, day, jurisdiction))
        .flatMap((day) => slotsOfDay(rule, day, timeZone))
        .filter(({ startsAt }) => Date.parse(startsAt) - now.getTime() >= rule.leadMinutes * 60_000),
    )
    .filter((slot) => openings === null || openings.some((opening) => isWithin(slot, opening)))
    .toSorted((one, other) => one.startsAt.localeCompare(other.startsAt));
}

const isWithin = (slot: Slot, opening: Slot): boolean =>
  opening.startsAt <= slot.startsAt && slot.endsAt <= opening.endsAt;

function isServed({ method, days, onHolidays }: SlotRule, day: string, jurisdiction: string): boolean {
  if (!days.includes(weekdayOf(day))) return false;
  const [country = jurisdiction] = jurisdiction.split('-');
  const places = method === 'ship' ? [jurisdiction, country] : [jurisdiction];
  return onHolidays || !isHoliday(day, ...places);
}

function slotsOfDay({ from, to, minutes, capacity }: SlotRule, day: string, timeZone: string): OpenSlot[] {
  const [first, end] = [minutesOf(from), minutesOf(to)];
  const count = Math.floor((end - first) / minutes);
  return Array.from({ length: count }, (_, at) => ({
    startsAt: instantOf(day, first + at * minutes, timeZone),
    endsAt: instantOf(day, first + (at + 1) * minutes, timeZone),
    capacity,
  }));
}

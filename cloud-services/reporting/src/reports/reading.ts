/** What a dashboard is read with. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Period } from '../facts/period.ts';
import type { Kept } from './kept.ts';

export type Clock = Readonly<{ now: Date; today: string; homeTimeZone: string }>;

/** `state` is that of the days that are over, both periods'. */
export type Reading = Readonly<{ database: Database; kept: Kept; state: string; clock: Clock }>;

/** Of a period: the days that are over, and those from today on. */
export type Parts = Readonly<{ over: Period | null; running: Period | null }>;

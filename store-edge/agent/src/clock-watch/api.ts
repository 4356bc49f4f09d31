import { z } from 'zod';

/** In `GET /state` while the server's clock is in doubt. `POST /back-office/clock/settle` (manager) → 204: it is right as it stands. */
export const clockSuspect = z.strictObject({ expectedAt: z.iso.datetime(), foundAt: z.iso.datetime() });
export type ClockSuspect = z.infer<typeof clockSuspect>;

/** Somebody set something for the whole store: the newest record of a name holds. Source: settings/store-settings.ts. */
import { z } from 'zod';

export const settingChangedBody = z.strictObject({
  storeId: z.string(),
  changedBy: z.string(),
  name: z.string(),
  /** In full, never a difference. */
  value: z.json(),
});

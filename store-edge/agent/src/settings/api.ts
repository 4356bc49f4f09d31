/**
 * What a store sets for itself. Event `settings` at each connection and at each change tells all of them. PUT /settings/{name} `{value}`
 * → 200, all of them; 404 `unknown-setting`, 422 `not-a-setting`, 403 `approval-needed`. Part of the terminal's contract (`../api.ts`).
 */
import type { StoreSettings } from '@comptoir/sync-protocol/settings/store-settings';
import { z } from 'zod';

export const settingRequest = z.strictObject({ value: z.json() });
export type SettingsAnswer = StoreSettings;

/** What a store sets for itself, by name, and how each reads. */
import { z } from 'zod';
import { usDollarRate } from '../records/us-dollars.ts';
import { initialSettings } from './initial-settings.ts';

export const settingSchemas = {
  /** Whether a cashier may say that a buyer is clearly of age, without asking for a birth date. */
  'age-at-sight': z.boolean(),
  /** Canadian dollars for one dollar of the United States in cash; null: they are not taken. */
  'us-dollar-rate': usDollarRate.nullable(),
  /** A till that nobody touches locks itself after so long. */
  'auto-lock-minutes': z.int().min(1).max(60),
  /** Whether `*`, `+` and `-` are keys of their own at the till. WCAG 2.2, 2.1.4. */
  'sign-keys': z.boolean(),
  /** What cash moves in and out for, as the till offers it; empty: nobody is asked. */
  'cash-reasons': z.array(z.string().trim().min(1).max(40)).max(12),
  /** Products whose keys lead the tills' screen, in their order; null: what the catalogue leads with. */
  favourites: z.array(z.string().min(1).max(64)).max(60).nullable(),
  /** Whether who pays by card is asked for a tip, and the shares that are offered, in percent; null: nobody is asked. */
  tips: z.array(z.int().min(1).max(100)).min(1).max(4).nullable(),
  /** Layouts of the codes on goods that the store weighs or prices itself. Source: gs1/src/variable-measure.ts. */
  'in-store-codes': z
    .array(
      z.strictObject({
        pattern: z.string().regex(/^(?=.{12,13}$)2\d?I{3,}V?(P+|W+)C$/),
        decimals: z.int().min(0).max(3),
      }),
    )
    .max(8),
} as const;
export type SettingName = keyof typeof settingSchemas;
export type StoreSettings = Readonly<{ [K in SettingName]: z.infer<(typeof settingSchemas)[K]> }>;

export const isSettingName = (name: string): name is SettingName => Object.hasOwn(settingSchemas, name);

/** @param set by name, in any version: what this one does not know, or cannot read, is as nobody had set it. */
export function settingsOf(set: Readonly<Record<string, unknown>>): StoreSettings {
  const read = Object.entries(settingSchemas).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(set[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { ...initialSettings, ...Object.fromEntries(read) };
}

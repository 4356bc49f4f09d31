import { z } from 'zod';

/** Rules as a setting: JSON, and checked. @param usual where nothing is set. */
export const rulesSetting = <R>(rules: z.ZodType<R>, usual: z.util.NoUndefined<R>) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'rules are not JSON' });
        return z.NEVER;
      }
    })
    .pipe(rules)
    .default(usual);

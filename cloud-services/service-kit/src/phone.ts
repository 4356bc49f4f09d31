/** Telephone numbers as people type them, kept as networks want them. */
import { z } from 'zod';

/** `514 555-0123` → `+15145550123`. Ten digits are North American. @returns what was typed when it cannot be one. */
export function asE164(typed: string): string {
  const digits = typed.replace(/[\s().-]/g, '');
  if (/^\d{10}$/.test(digits)) return `+1${digits}`;
  return /^1\d{10}$/.test(digits) ? `+${digits}` : digits;
}

/** Source: ITU-T E.164. */
export const phone = z
  .string()
  .max(40)
  .overwrite(asE164)
  .regex(/^\+[1-9]\d{6,14}$/, 'must be like +15145550123 or 514 555-0123');

import { parseStrictJson } from '@comptoir/sync-protocol/json/strict';
import { type SaleBody, saleBody } from '@comptoir/sync-protocol/records/kinds';
import type { z } from 'zod';
import { type Problem, problem } from '../problem.ts';

type Parsed<T> = Readonly<{ value: T }> | Problem;

/**
 * Reads a frozen body as the cloud will read it: no name twice, no line end, nothing unknown. What is accepted here the cloud
 * accepts (S1).
 */
export const parseSale = (raw: string): Parsed<SaleBody> => parseBody(raw, saleBody);

export function parseBody<T>(raw: string, schema: z.ZodType<T>): Parsed<T> {
  if (raw.includes('\n') || raw.includes('\r'))
    return malformed([{ pointer: '', message: 'a body is one line: it holds a line end' }]);
  const json = parseStrictJson(raw);
  if (!json.ok) return malformed([{ pointer: '', message: 'not JSON, or a name stands twice' }]);
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { value: parsed.data };
  return malformed(
    parsed.error.issues.map(({ path, message }) => ({
      pointer: path.map((part) => `/${String(part)}`).join(''),
      message,
    })),
  );
}

export const malformed = (errors: { pointer: string; message: string }[]): Problem =>
  problem(400, 'malformed', 'The body is not what this call takes', 'Correct the fields named in errors.', {
    errors,
  });

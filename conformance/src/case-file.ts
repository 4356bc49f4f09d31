/** Case files: a JSON array of `{id, kind, input, expect}`; other members are for readers. */
import * as z from 'zod';

const testCase = z.looseObject({ id: z.string(), kind: z.string(), input: z.unknown(), expect: z.unknown() });
export type Case = z.infer<typeof testCase>;

/** An entry that is no case is kept under its place in the file: it has to be counted. */
export type Entry =
  | Readonly<{ ok: true; case: Case }>
  | Readonly<{ ok: false; id: string; kind: string; why: string }>;

/** @throws with a sentence if the text is not a JSON array. */
export function parseCaseFile(text: string): Entry[] {
  const entries: unknown = JSON.parse(text);
  if (!Array.isArray(entries)) throw new Error('not a JSON array of cases');
  return entries.map((entry, index): Entry => {
    const parsed = testCase.safeParse(entry);
    if (parsed.success) return { ok: true, case: parsed.data };
    const named = z.looseObject({ id: z.string().optional(), kind: z.string().optional() }).safeParse(entry);
    const { id = `#${index + 1}`, kind = '?' } = named.success ? named.data : {};
    return { ok: false, id, kind, why: z.prettifyError(parsed.error).replaceAll('\n', ' ') };
  });
}

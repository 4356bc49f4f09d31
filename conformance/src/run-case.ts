/** One entry of a case file against the product. */
import type { Adapter } from './adapter.ts';
import type { Entry } from './case-file.ts';
import { matches } from './matches.ts';

/** @returns null if the case passes, else one line: id, kind, what was expected, what came. */
export function failureOf(entry: Entry, adapters: ReadonlyMap<string, Adapter>): string | null {
  if (!entry.ok) return `${entry.id} ${entry.kind}: not a case: ${entry.why}`;
  const { id, kind, input, expect } = entry.case;
  const adapter = adapters.get(kind);
  if (adapter === undefined) return `${id} ${kind}: unknown kind`;
  const expected = adapter.normalise(expect);
  const came = answer(adapter, input);
  if (came.ok && matches(expected, came.value)) return null;
  return `${id} ${kind}: expected ${text(expected)}, came ${came.ok ? text(came.value) : came.error}`;
}

/** An error that a case did not ask for is a failure of that case, not of the run. */
function answer(
  adapter: Adapter,
  input: unknown,
): Readonly<{ ok: true; value: unknown }> | Readonly<{ ok: false; error: string }> {
  try {
    return { ok: true, value: adapter.normalise(adapter.run(input)) };
  } catch (error) {
    return { ok: false, error: `an error: ${String(error).replaceAll(/\s+/g, ' ')}` };
  }
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

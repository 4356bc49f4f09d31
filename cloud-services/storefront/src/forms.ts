/** Reads a form's fields: trimmed, checked, and given back as typed when something is amiss (never a password). */
import { anything, type Check } from '../app/src/shared/checks.ts';
import type { Outcome } from '../app/src/shared/outcome.ts';
import type { FieldFault, FormAnswer, FormProblem } from '../app/src/shared/shapes/form.ts';
import type { Refusal } from './gateway/gateway.ts';
import { isAway, show } from './visit.ts';

export type Fields<K extends string> = Readonly<Record<K, string>>;
export type ReadForm<K extends string> = Readonly<{
  fields: Fields<K>;
  faults: Partial<Record<K, FieldFault>>;
  isGood: boolean;
}>;

export function readForm<K extends string>(
  form: URLSearchParams,
  checks: Readonly<Record<K, Check>>,
): ReadForm<K> {
  const names = Object.keys(checks) as K[];
  const typed = (name: K) => form.get(name) ?? '';
  const fields = Object.fromEntries(
    names.map((name) => [name, isSecret(name) ? typed(name) : typed(name).trim()]),
  ) as Fields<K>;
  const faults: Partial<Record<K, FieldFault>> = {};
  for (const name of names) {
    const found = checks[name](fields[name]);
    if (found) faults[name] = found;
  }
  return { fields, faults, isGood: Object.keys(faults).length === 0 };
}

const isSecret = (name: string) => /password/i.test(name);

/** The form again, with what is amiss. */
export function formAgain(
  fields: Readonly<Record<string, string>>,
  faults: Readonly<Record<string, FieldFault | undefined>>,
  problem?: FormProblem,
) {
  const values = Object.fromEntries(Object.entries(fields).filter(([name]) => !isSecret(name)));
  const answer: FormAnswer = {
    faults: Object.fromEntries(
      Object.entries(faults).filter((entry): entry is [string, FieldFault] => entry[1] !== undefined),
    ),
    values,
    ...(problem ? { problem } : {}),
  };
  return show(answer, 422);
}

/** For what only whoever knows the password may do: it is in the field `name`. */
export async function withPassword<K extends string>(
  form: URLSearchParams,
  name: K,
  then: (shown: string) => Promise<Outcome>,
): Promise<Outcome> {
  const { fields, faults, isGood } = readForm(form, { [name]: anything } as Record<K, typeof anything>);
  return isGood ? then(fields[name]) : formAgain({}, faults);
}

export function problemOf(refusal: Refusal): FormProblem {
  if (refusal.status === 429) return 'too-many-tries';
  return isAway(refusal) ? 'unavailable' : 'refused';
}

/** What our script put into a field; null when it is no JSON. */
export function jsonIn(form: URLSearchParams, name: string): unknown {
  try {
    return JSON.parse(form.get(name) ?? 'null');
  } catch {
    return null;
  }
}

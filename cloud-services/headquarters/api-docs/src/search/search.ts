/** Finding a call by any words of its path, its summary or its fields. */
import type { Schema } from '../../../src/api-docs/openapi.ts';
import type { Call } from '../openapi/calls.ts';
import { alternativesOf, fieldsOf, type Schemas } from '../openapi/shape.ts';

/** A call's words, folded, in two ranks: what it is called, and what it holds. */
export type Entry = Readonly<{ call: Call; title: string; fields: string }>;

/** @param summaryOf every wording that people may look for, in whatever language. */
export function entriesOf(
  calls: readonly Call[],
  schemas: Schemas,
  summaryOf: (call: Call) => string,
): readonly Entry[] {
  return calls.map((call) => {
    const { operation, method, path, service } = call;
    const { parameters = [], requestBody, responses } = operation;
    const contents = [requestBody, ...Object.values(responses)].flatMap((part) =>
      Object.values(part?.content ?? {}),
    );
    const names = new Set(parameters.map(({ name }) => name));
    for (const { schema } of contents) if (schema) collectNames(schema, schemas, names, new Set());
    return {
      call,
      title: folded(`${method} ${path} ${service} ${summaryOf(call)}`),
      fields: folded([...names].join(' ')),
    };
  });
}

function collectNames(schema: Schema, schemas: Schemas, names: Set<string>, seen: Set<Schema>): void {
  for (const one of alternativesOf(schema, schemas)) {
    if (seen.has(one)) continue;
    seen.add(one);
    for (const field of fieldsOf(one, schemas)) {
      names.add(field.name);
      collectNames(field.schema, schemas, names, seen);
    }
  }
}

/** @returns the calls that have all words of the question: those that are called so before those that hold it. */
export function search(entries: readonly Entry[], question: string): readonly Call[] {
  const words = folded(question).split(/\s+/).filter(Boolean);
  const called = entries.filter(({ title }) => words.every((word) => title.includes(word)));
  const holding = entries.filter(
    (entry) =>
      !called.includes(entry) && words.every((word) => `${entry.title} ${entry.fields}`.includes(word)),
  );
  return [...called, ...holding].map(({ call }) => call);
}

/** Neither case nor accents matter. */
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

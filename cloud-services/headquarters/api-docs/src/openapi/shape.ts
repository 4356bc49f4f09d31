/** What a schema says, in the terms of a table: its type, its fields, its limits. */
import { type Document, nameIn, type Schema } from '../../../src/api-docs/openapi.ts';

export type Schemas = Readonly<Record<string, Schema>>;
export const schemasOf = ({ components }: Document): Schemas => components?.schemas ?? {};

/** @returns the schema that is referred to; one that refers to nothing known is returned as it is. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  const name = nameIn(schema.$ref);
  const target = name === undefined ? undefined : schemas[name];
  return target === undefined ? schema : resolved(target, schemas);
}

const isNull = ({ type }: Schema) => type === 'null';

/** One of these it is; a schema without alternatives is its own only one. `null` is no alternative, see `typeOf`. */
export function alternativesOf(schema: Schema, schemas: Schemas): readonly Schema[] {
  const whole = resolved(schema, schemas);
  const alternatives = whole.anyOf ?? whole.oneOf;
  if (alternatives === undefined) return [whole];
  return alternatives.filter((one) => !isNull(one)).flatMap((one) => alternativesOf(one, schemas));
}

export type Field = Readonly<{ name: string; schema: Schema; isRequired: boolean }>;

/**
 * Fields of an object, or of the objects in a list; none for anything else.
 * @param around the lists that it stands in: any JSON may be a list of lists without end.
 */
export function fieldsOf(schema: Schema, schemas: Schemas, around: readonly Schema[] = []): readonly Field[] {
  const whole = resolved(schema, schemas);
  if (around.includes(whole)) return [];
  const { allOf = [], items, properties = {}, required = [], additionalProperties } = whole;
  const own = Object.entries(properties).map(
    ([name, field]): Field => ({ name, schema: field, isRequired: required.includes(name) }),
  );
  const free = typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0;
  return [
    ...allOf.flatMap((part) => fieldsOf(part, schemas, [...around, whole])),
    ...own,
    ...(free ? [{ name: '*', schema: additionalProperties, isRequired: false }] : []),
    ...(items
      ? alternativesOf(items, schemas).flatMap((one) => fieldsOf(one, schemas, [...around, whole]))
      : []),
  ];
}

/** `string`, `integer | null`, `"ship" | "collect"`, `Cart`, `Product[]`. */
export function typeOf(schema: Schema, schemas: Schemas): string {
  const name = nameIn(schema.$ref);
  if (name !== undefined) return isAlias(schemas[name]) ? typeOf(resolved(schema, schemas), schemas) : name;
  const { anyOf, oneOf, allOf, type, items, format } = schema;
  const parts = anyOf ?? oneOf;
  if (parts) return [...new Set(parts.map((part) => typeOf(part, schemas)))].join(' | ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (allOf?.[0]) return typeOf(allOf[0], schemas);
  if (type === 'array') return listOf(typeOf(items ?? {}, schemas));
  if (type === undefined) return '*';
  const types = typeof type === 'string' ? type : type.join(' | ');
  return format === undefined ? types : `${types} (${format})`;
}

const listOf = (type: string) => (type.includes(' ') ? `(${type})[]` : `${type}[]`);

/** A name for a mere text or number tells less than what it stands for. */
const isAlias = (schema: Schema | undefined) =>
  schema !== undefined &&
  schema.type !== 'object' &&
  schema.allOf === undefined &&
  schema.anyOf === undefined;

export type Limit = Readonly<{
  of: 'value' | 'length' | 'items' | 'pattern' | 'default';
  /** `1 … 200`, `≤ 500`, `/^[A-Z]+$/`, `50`. */
  text: string;
}>;

export function limitsOf(schema: Schema, schemas: Schemas): readonly Limit[] {
  const whole = { ...resolved(schema, schemas), ...schema };
  const { pattern, minimum, exclusiveMinimum, maximum, exclusiveMaximum } = whole;
  // A format says better what its pattern says.
  const showsPattern = pattern !== undefined && whole.format === undefined;
  return [
    ...range('value', safe(minimum), safe(maximum)),
    ...(safe(exclusiveMinimum) === undefined
      ? []
      : [{ of: 'value', text: `> ${exclusiveMinimum}` } as const]),
    ...(safe(exclusiveMaximum) === undefined
      ? []
      : [{ of: 'value', text: `< ${exclusiveMaximum}` } as const]),
    ...range('length', whole.minLength, whole.maxLength),
    ...range('items', whole.minItems, whole.maxItems),
    ...(showsPattern ? [{ of: 'pattern', text: `/${pattern}/` } as const] : []),
    ...(whole.default === undefined ? [] : [{ of: 'default', text: JSON.stringify(whole.default) } as const]),
  ];
}

/** The ends of what JavaScript can count are no limit that a reader minds. */
const safe = (limit: number | undefined) =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? limit : undefined;

function range(of: Limit['of'], least: number | undefined, most: number | undefined): readonly Limit[] {
  if (least === undefined && most === undefined) return [];
  if (least === undefined) return [{ of, text: `≤ ${most}` }];
  return [{ of, text: most === undefined ? `≥ ${least}` : `${least} … ${most}` }];
}

/** The parts of OpenAPI 3.1 that our services write. Source: https://spec.openapis.org/oas/v3.1.1 */

export type Schema = Readonly<{
  $ref?: string;
  type?: string | readonly string[];
  description?: string;
  format?: string;
  enum?: readonly unknown[];
  const?: unknown;
  default?: unknown;
  examples?: readonly unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: Schema | boolean;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
}>;

export type Content = Readonly<Record<string, Readonly<{ schema?: Schema }>>>;

export type Parameter = Readonly<{
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  schema?: Schema;
}>;

export type Operation = Readonly<{
  summary?: string;
  tags?: readonly string[];
  /** Any one of them is enough; `{}` is a call without credentials. None at all: everybody may call. */
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  parameters?: readonly Parameter[];
  requestBody?: Readonly<{ required?: boolean; content: Content }>;
  responses: Readonly<Record<string, Readonly<{ description?: string; content?: Content }>>>;
}>;

export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;
type Named<T> = Readonly<Record<string, T>>;

export type Document = Readonly<{
  openapi: string;
  info: Readonly<{ title: string; version: string }>;
  servers?: readonly Readonly<{ url: string }>[];
  tags?: readonly Readonly<{ name: string }>[];
  paths?: Paths;
  components?: Readonly<{ schemas?: Named<Schema>; securitySchemes?: Named<unknown> }>;
}>;

const prefix = '#/components/schemas/';
export const refTo = (name: string) => `${prefix}${name}`;
/** @returns nothing for what is no reference to a schema of the same document. */
export const nameIn = (ref: unknown): string | undefined =>
  typeof ref === 'string' && ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;

/** How a call is made from a shell, with what it needs and nothing more. */
import type { Parameter, Schema } from '../../../src/api-docs/openapi.ts';
import type { Api } from './api.ts';
import type { Call } from './calls.ts';
import { credentialsOf } from './credentials.ts';
import { exampleOf } from './example.ts';
import type { Schemas } from './shape.ts';

const jsonType = 'application/json';

export function curlOf({ method, path, operation }: Call, { server, schemas }: Api): string {
  const parameters = (operation.parameters ?? []).filter(({ required }) => required);
  const filledIn = ({ name, schema = {} }: Parameter) => String(exampleOf(schema, schemas, name));
  const at = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place);
  const query = at('query').map((one) => `${one.name}=${encodeURIComponent(filledIn(one))}`);
  const filled = at('path').reduce(
    (text, one) => text.replace(`{${one.name}}`, encodeURIComponent(filledIn(one))),
    path,
  );
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const words = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${quoted(`${server}${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`)}`,
    ...credentialsOf(operation)
      .slice(0, 1)
      .flatMap(({ header }) => (header ? [`-H ${header}`] : [])),
    ...at('header').map((one) => `-H ${quoted(`${one.name}: ${filledIn(one)}`)}`),
    ...(type === undefined
      ? []
      : [`-H ${quoted(`Content-Type: ${type}`)}`, bodyOf(type, body?.schema, schemas)]),
  ];
  return words.join(' \\\n  ');
}

function bodyOf(type: string, schema: Schema | undefined, schemas: Schemas): string {
  if (type !== jsonType || schema === undefined) return '--data-binary @file';
  return `-d ${quoted(JSON.stringify(exampleOf(schema, schemas), undefined, 2))}`;
}

/** For a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

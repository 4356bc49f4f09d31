/** Checks an answer against the service's own OpenAPI document, as any client could. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { run } from './house.ts';

type Operation = { responses: Record<string, { content?: Record<string, unknown> }> };
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };
interface Loaded {
  readonly document: Document;
  readonly ajv: Ajv2020;
}

const loaded = new Map<string, Promise<Loaded>>();

async function load(service: string): Promise<Loaded> {
  const answer = await fetch(`${run.gateway}/api/v1/${service}/openapi.json`);
  expect(answer.status, `${service} publishes its document`).toBe(200);
  const document = (await answer.json()) as Document;
  expect(document.openapi).toMatch(/^3\.1/);
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, service);
  return { document, ajv };
}

function loadOnce(service: string): Promise<Loaded> {
  const known = loaded.get(service) ?? load(service);
  loaded.set(service, known);
  return known;
}

export interface Call {
  readonly service: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As in the document: `/api/v1/products/{id}`. */
  readonly path: string;
  /** What its braces and its query stand for here. */
  readonly at?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export const ask = ({ method, path, at = path, body, headers }: Call): Promise<Response> =>
  fetch(`${run.gateway}${at}`, {
    method: method.toUpperCase(),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** @returns the body, after status and form were found to be those of the document. */
// biome-ignore lint/suspicious/noExplicitAny: the form has just been checked against the document.
export async function answered(call: Call, ...statuses: number[]): Promise<any> {
  const { document, ajv } = await loadOnce(call.service);
  const operation = document.paths[call.path]?.[call.method];
  if (!operation) throw new Error(`${call.service} does not document ${call.method} ${call.path}`);
  const answer = await ask(call);
  const text = await answer.text();
  expect(statuses, `${call.method} ${call.path}: ${answer.status} ${text.slice(0, 500)}`).toContain(
    answer.status,
  );
  expect(answer.headers.get('x-correlation-id')).toBeTruthy();
  const isDocumented = operation.responses[answer.status] !== undefined;
  const key = isDocumented ? String(answer.status) : 'default';
  const types = Object.keys(operation.responses[key]?.content ?? {});
  if (types.length === 0) {
    expect(text).toBe('');
    return undefined;
  }
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  expect(types, `${call.method} ${call.path}`).toContain(type);
  const pointer = ['paths', call.path, call.method, 'responses', key, 'content', type, 'schema']
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const body: unknown = JSON.parse(text);
  const validate = ajv.compile({ $ref: `${call.service}#/${pointer}` });
  expect(
    validate(body),
    `${call.method} ${call.path}: ${ajv.errorsText(validate.errors)}\n${text.slice(0, 800)}`,
  ).toBe(true);
  return body;
}

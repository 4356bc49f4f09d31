/** The OpenAPI 3.1 document, from the very declarations that check requests. */
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Guard } from '../auth/guard.ts';
import { problemDetails } from './problem.ts';
import type { Route } from './route.ts';

const bearer = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } as const;

export function openApiOf(service: string, version: string, routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const declared of routes) {
    const path = declared.path.replace(/:(\w+)/g, '{$1}');
    const methods = paths[path] ?? {};
    methods[declared.method] = operationOf(declared);
    paths[path] = methods;
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: `Comptoir — ${service}`, version, license: { name: 'Apache-2.0' } },
    paths: paths as ZodOpenApiPathsObject,
    components: {
      securitySchemes: {
        ...{ staffToken: bearer, deviceToken: bearer, customerToken: bearer, anyToken: bearer },
        apiKey: { type: 'apiKey', in: 'header', name: 'apikey' },
      },
    },
  });
}

function operationOf(declared: Route): Record<string, unknown> {
  const { params, query, body, rawBody, answers, guard, produces } = declared;
  const headers = [
    ...(declared.idempotency ? [idempotencyHeader(declared.idempotency === 'required')] : []),
    ...(guard?.header ? [guardHeader(guard.header)] : []),
  ];
  const binary = { schema: { type: 'string', format: 'binary' } };
  const problemAnswer = {
    description: 'Refused',
    content: { 'application/problem+json': { schema: problemDetails } },
  };
  const described = Object.entries(answers).map(([status, schema]) => [
    status,
    produces
      ? { description: 'Done', content: { [produces]: binary } }
      : { description: 'Done', ...(schema ? { content: { 'application/json': { schema } } } : {}) },
  ]);
  return {
    summary: declared.summary,
    ...(guard ? { security: securityOf(guard) } : {}),
    ...(params || query
      ? { requestParams: { ...(params ? { path: params } : {}), ...(query ? { query } : {}) } }
      : {}),
    ...(headers.length > 0 ? { parameters: headers } : {}),
    ...(rawBody
      ? { requestBody: { content: Object.fromEntries(rawBody.map((type) => [type, binary])) } }
      : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: { ...Object.fromEntries(described), default: problemAnswer },
  };
}

/** Any one of them is enough. */
const securityOf = ({ scheme, isOptional, orApiKey }: Guard<unknown>) => [
  ...(isOptional ? [{}] : []),
  { [scheme]: [] },
  ...(orApiKey ? [{ apiKey: [] }] : []),
];

const idempotencyHeader = (required: boolean) => ({
  name: 'Idempotency-Key',
  in: 'header',
  required,
  description: 'Same key and same body: the first answer again.',
  schema: { type: 'string', maxLength: 255 },
});

const guardHeader = ({ values, ...header }: NonNullable<Guard<unknown>['header']>) => ({
  ...header,
  in: 'header',
  schema: { type: 'string', enum: values },
});

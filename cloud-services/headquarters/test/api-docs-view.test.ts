import { expect, test } from 'vitest';
import { callsOf } from '../api-docs/src/openapi/calls.ts';
import { exampleOf } from '../api-docs/src/openapi/example.ts';
import { curlOf } from '../api-docs/src/openapi/request.ts';
import { fieldsOf, limitsOf, typeOf } from '../api-docs/src/openapi/shape.ts';
import { entriesOf, search } from '../api-docs/src/search/search.ts';
import { type Document, refTo, type Schema } from '../src/api-docs/openapi.ts';

const schemas: Readonly<Record<string, Schema>> = {
  Money: {
    type: 'object',
    properties: { amountMinor: { type: 'integer' }, currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
    required: ['amountMinor', 'currency'],
  },
  Quantity: { type: 'string', pattern: '^\\d+(\\.\\d+)?$' },
  Category: {
    type: 'object',
    properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: refTo('Category') } } },
  },
};
const line: Schema = {
  type: 'object',
  properties: {
    productId: { type: 'string', format: 'uuid' },
    quantity: { $ref: refTo('Quantity') },
    price: { anyOf: [{ $ref: refTo('Money') }, { type: 'null' }] },
    postalCode: { type: 'string' },
  },
  required: ['productId', 'quantity'],
};
const document: Document = {
  openapi: '3.1.0',
  info: { title: '', version: '' },
  tags: [{ name: 'products' }, { name: 'cart' }],
  components: { schemas },
  paths: {
    '/api/v1/cart/{session_id}/items': {
      post: {
        summary: 'Add to a cart; it’s made when there is none',
        tags: ['cart'],
        security: [{ customerToken: [] }],
        parameters: [
          { name: 'session_id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
          { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: line } } },
        responses: {},
      },
    },
    '/api/v1/products': {
      put: { tags: ['products'], responses: {} },
      get: { summary: 'Produits épuisés', tags: ['products'], responses: {} },
    },
  },
};
const calls = callsOf(document);
const found = (question: string) =>
  search(
    entriesOf(calls, schemas, ({ operation }) => operation.summary ?? ''),
    question,
  ).map(({ id }) => id);

test('calls come service by service, reading before changing', () => {
  expect(calls.map(({ id }) => id)).toEqual([
    'get:/api/v1/products',
    'put:/api/v1/products',
    'post:/api/v1/cart/{session_id}/items',
  ]);
});

test('a call is found by words of its path, its summary or its fields, without minding accents', () => {
  expect(found('epuises')).toEqual(['get:/api/v1/products']);
  expect(found('POST cart')).toEqual(['post:/api/v1/cart/{session_id}/items']);
  expect(found('postalcode')).toEqual(['post:/api/v1/cart/{session_id}/items']);
  expect(found('amountMinor')).toEqual(['post:/api/v1/cart/{session_id}/items']);
  expect(found('nothing of the kind')).toEqual([]);
  expect(found('')).toHaveLength(3);
});

test('the example of a call can be pasted into a shell', () => {
  const call = calls[2];
  expect(call && curlOf(call, { server: 'http://gateway', schemas })).toBe(
    [
      "curl -X POST 'http://gateway/api/v1/cart/0198c7a0-5d1e-7c3a-9b4f-2f6a1d0c8e55/items'",
      '-H "Authorization: Bearer $CUSTOMER_TOKEN"',
      "-H 'Content-Type: application/json'",
      `-d '${JSON.stringify(
        {
          productId: '0198c7a0-5d1e-7c3a-9b4f-2f6a1d0c8e55',
          quantity: '1',
          price: { amountMinor: 1_299, currency: 'CAD' },
          postalCode: 'H2X 1Y4',
        },
        undefined,
        2,
      )}'`,
    ].join(' \\\n  '),
  );
});

test('an example of what contains itself has an end', () => {
  expect(JSON.stringify(exampleOf({ $ref: refTo('Category') }, schemas))).toContain('children');
});

test('a field’s type is told by the name of what it holds, its limits as one writes them', () => {
  expect(fieldsOf(line, schemas).map(({ schema }) => typeOf(schema, schemas))).toEqual([
    'string (uuid)',
    'string',
    'Money | null',
    'string',
  ]);
  expect(limitsOf({ type: 'integer', minimum: 1, maximum: 200, default: 50 }, schemas)).toEqual([
    { of: 'value', text: '1 … 200' },
    { of: 'default', text: '50' },
  ]);
  expect(limitsOf({ $ref: refTo('Quantity') }, schemas)).toEqual([
    { of: 'pattern', text: '/^\\d+(\\.\\d+)?$/' },
  ]);
});

test('a list that may hold lists of itself has the fields of its objects, and an end', () => {
  const own = { $ref: '#/components/schemas/Json' };
  const json: Schema = {
    anyOf: [{ type: 'string' }, { type: 'array', items: own }, { type: 'object', additionalProperties: own }],
  };
  const list: Schema = { type: 'array', items: own };
  expect(fieldsOf(list, { Json: json }).map(({ name }) => name)).toContain('*');
});

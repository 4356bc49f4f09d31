/** A value that a schema allows, as like as can be to one that is met in a shop. */
import { nameIn, type Schema } from '../../../src/api-docs/openapi.ts';
import { resolved, type Schemas } from './shape.ts';

/** Deeper than any of our bodies; a schema that contains itself ends here. */
const depthMax = 8;

export function exampleOf(schema: Schema, schemas: Schemas, name = '', depth = 0): unknown {
  const told = schema.examples?.[0] ?? schema.default ?? schema.const ?? schema.enum?.[0];
  if (told !== undefined) return told;
  if (nameIn(schema.$ref) !== undefined) {
    const target = resolved(schema, schemas);
    return target === schema || depth > depthMax ? null : exampleOf(target, schemas, name, depth + 1);
  }
  const alternative = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null');
  if (alternative) return exampleOf(alternative, schemas, name, depth + 1);
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, schemas, name, depth + 1)));
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.find((one) => one !== 'null');
  if (type === 'object') return objectOf(schema, schemas, depth);
  if (type === 'array') return listOf(schema, schemas, name, depth);
  if (type === 'integer' || type === 'number') return numberOf(schema, name);
  if (type === 'boolean') return true;
  return type === 'string' ? textOf(schema, name) : null;
}

function objectOf({ properties = {}, required = [] }: Schema, schemas: Schemas, depth: number) {
  const shown = Object.entries(properties).filter(([name]) => depth < depthMax || required.includes(name));
  return Object.fromEntries(
    shown.map(([name, field]) => [name, exampleOf(field, schemas, name, depth + 1)] as const),
  );
}

function listOf({ items, minItems = 1 }: Schema, schemas: Schemas, name: string, depth: number): unknown[] {
  if (items === undefined || depth >= depthMax) return [];
  const one = exampleOf(items, schemas, singular(name), depth + 1);
  return Array.from({ length: Math.max(1, minItems) }, () => one);
}

const singular = (name: string) => name.replace(/(?<!s)s$/, '');

function numberOf(schema: Schema, name: string): number {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema;
  const least = minimum ?? (exclusiveMinimum === undefined ? Number.NEGATIVE_INFINITY : exclusiveMinimum + 1);
  const most = maximum ?? (exclusiveMaximum === undefined ? Number.POSITIVE_INFINITY : exclusiveMaximum - 1);
  return Math.min(Math.max(name.endsWith('Minor') ? 1_299 : 1, least), most);
}

const byFormat: Readonly<Record<string, string>> = {
  uuid: '0198c7a0-5d1e-7c3a-9b4f-2f6a1d0c8e55',
  'date-time': '2026-11-24T19:05:00.000Z',
  date: '2026-11-24',
  displayName: 'Ana Tremblay',
  email: 'ana@exemple.ca',
  uri: 'https://exemple.ca/avis',
};

/** What fields of these names hold in a shop. */
const byName: Readonly<Record<string, string>> = {
  approvalCode: '123456',
  address: '4200, rue Saint-Denis',
  brand: 'Interac',
  city: 'Montréal',
  code: 'MTL01',
  country: 'CA',
  currency: 'CAD',
  email: 'ana@exemple.ca',
  en: 'Country bread',
  externalReference: 'T-1042',
  firstName: 'Ana',
  fr: 'Pain de campagne',
  gtin: '00068100084245',
  id: '0198c7a0-5d1e-7c3a-9b4f-2f6a1d0c8e55',
  imageUrl: '/images/pain-de-campagne.svg',
  jurisdiction: 'CA-QC',
  language: 'fr',
  lastName: 'Tremblay',
  line: '4200, rue Saint-Denis',
  login: 'admin',
  month: '2026-11',
  cohort: '2026-11',
  targetOf: '2026-11',
  name: 'Ana Tremblay',
  number: '012',
  password: 'un mot de passe long',
  paymentMethodToken: 'pm_card_visa',
  phone: '+15145550142',
  pinHash: '$argon2id$v=19$m=19456,t=2,p=1$c2VsIGQnZXhlbXBsZQ$Yydlc3QgdW4gZXhlbXBsZSBkZSBoYWNoZQ',
  postalCode: 'H2X 1Y4',
  quantity: '1',
  query: 'pain',
  reason: 'essai',
  receiptNumber: '012-2-K7QF-000123',
  recipient: 'Ana Tremblay',
  region: 'QC',
  sku: 'BO-01',
  storeCode: 'MTL01',
  taxCategory: 'standard',
  timeZone: 'America/Toronto',
  'Idempotency-Key': '0198c7a0-5d1e-7c3a-9b4f-2f6a1d0c8e55',
};

/** Tried, in this order, where a text must have a form or a length that its name does not tell. */
const candidates = [
  '2',
  '0.5',
  'CAD',
  'fr',
  '1234',
  '2026-11-24',
  '09:00',
  '1.4.0',
  'abc',
  'MTL01',
  'H2X 1Y4',
  '+15145550142',
  '00068100084245',
  '0198c7a0-5d1e-7c3a-9b4f-2f6a1d0c8e55',
  '2026-11-24T19:05:00.000Z',
  'pain-de-campagne.svg',
  'a'.repeat(32),
  'a'.repeat(43),
  'a'.repeat(64),
  'a'.repeat(86),
  'a'.repeat(128),
];

function textOf(schema: Schema, name: string): string {
  const { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  const form = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  const fits = (text: string) =>
    text.length >= minLength && text.length <= maxLength && (form === undefined || form.test(text));
  const likely = [
    byFormat[schema.format ?? ''],
    byName[name],
    ...(name.endsWith('Id') ? [byFormat.uuid] : []),
  ];
  const found = [...likely, ...(form || minLength > 1 ? candidates : ['…'])].find(
    (text) => text !== undefined && fits(text),
  );
  return found ?? '…'.padEnd(minLength, '…');
}

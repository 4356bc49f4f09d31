/** The page of the API: every call of every service, as the services themselves describe it. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { french } from '../cloud-services/headquarters/api-docs/src/i18n/summaries.ts';
import { callsOf } from '../cloud-services/headquarters/api-docs/src/openapi/calls.ts';
import { exampleOf } from '../cloud-services/headquarters/api-docs/src/openapi/example.ts';
import { schemasOf } from '../cloud-services/headquarters/api-docs/src/openapi/shape.ts';
import type { Document, Schema } from '../cloud-services/headquarters/src/api-docs/openapi.ts';
import { faultsOn, wcag } from './support/accessible.ts';
import { type Browsing, openBrowser } from './support/browser.ts';
import { run } from './support/house.ts';

let browsing: Browsing;
let document: Document & { 'x-unanswered': string[] };
beforeAll(async () => {
  browsing = await openBrowser();
  document = (await (await fetch(`${run.docs}openapi.json`)).json()) as typeof document;
});
afterAll(() => browsing.close());

async function openDocs(place = '', size: { width?: number; height?: number } = {}): Promise<Page> {
  const page = await browsing.page(size);
  await page.goto(`${run.docs}${place}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return page;
}
const calls = (page: Page) => page.getByTestId('call');

test('one document has the calls of all seven services, at the gateway’s address, each with French words', () => {
  expect(document['x-unanswered']).toEqual([]);
  expect(document.servers).toEqual([{ url: run.gateway }]);
  const found = callsOf(document);
  expect(new Set(found.map(({ service }) => service)).size).toBe(7);
  const wordless = found.filter(({ operation: { summary = '' } }) => french(summary) === undefined);
  expect(wordless.map(({ id, operation }) => `${id}: ${operation.summary}`)).toEqual([]);
});

test('every example that is shown is allowed by the schema that it is an example of', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const components = { components: document.components };
  const faults: string[] = [];
  const check = (where: string, schema: Schema, name?: string) => {
    const example = exampleOf(schema, schemasOf(document), name);
    const isAllowed = ajv.compile({ ...schema, ...components });
    if (!isAllowed(example)) faults.push(`${where}: ${ajv.errorsText(isAllowed.errors)}`);
  };
  for (const { id, operation } of callsOf(document)) {
    for (const { name, schema } of operation.parameters ?? [])
      if (schema) check(`${id} ${name}`, schema, name);
    const parts = { body: operation.requestBody, ...operation.responses };
    for (const [part, told] of Object.entries(parts)) {
      const schema = told?.content?.['application/json']?.schema;
      if (schema) check(`${id} ${part}`, schema);
    }
  }
  expect(faults).toEqual([]);
});

test('a call is found by the name of a field, opened by keys alone, and can be pointed at', async () => {
  const page = await openDocs();
  await page.keyboard.press('/');
  await page.keyboard.type('cart postalCode');
  await calls(page).filter({ hasText: 'calculate' }).waitFor();
  await page.keyboard.press('ArrowDown');
  while (!(await page.evaluate<string>('document.activeElement.dataset.call')).includes('calculate'))
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('Exemple de requête').waitFor();
  expect(await page.locator('pre').first().textContent()).toContain(`${run.gateway}/api/v1/cart/`);

  const other = await openDocs(new URL(page.url()).hash);
  await other.getByText('Exemple de requête').waitFor();
});

test('French and English: the whole page speaks the language that was chosen, also when it comes back', async () => {
  const page = await openDocs('#cart');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Cart' }).waitFor();
  await calls(page).filter({ hasText: 'Add to a cart' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Cart' }).waitFor();
  await expect.poll(() => page.evaluate<string>('document.documentElement.lang')).toBe('en-CA');
});

test('nothing comes from elsewhere than this address, so it works where there is no internet', async () => {
  const page = await browsing.page();
  const strangers: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(run.headquarters)) strangers.push(request.url());
  });
  await page.goto(`${run.docs}#order`);
  await calls(page).first().waitFor();
  expect(strangers).toEqual([]);
});

test('WCAG 2.2 AA: no fault that axe finds, on a desktop and on a small phone, by light and in the dark', async () => {
  for (const size of [{}, { width: 360, height: 640 }]) {
    const page = await openDocs('#order', size);
    await calls(page).filter({ hasText: '/orders/checkout' }).click();
    await page.getByText('Exemple de requête').waitFor();
    expect(await faultsOn(page, wcag)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await faultsOn(page, ['color-contrast'])).toEqual([]);
    await page.goto(run.docs);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    expect(await faultsOn(page, wcag)).toEqual([]);
  }
});

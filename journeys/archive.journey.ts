import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { headOffice, product, run } from './support/house.ts';
import { openStoreTill } from './support/till.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-archive-'));
let browsing: Browsing;
let page: Page;

beforeAll(async () => {
  browsing = await openBrowser();
  page = await browsing.page();
});
afterAll(async () => {
  await browsing.close();
  rmSync(folder, { recursive: true });
});

async function saved(link: Locator, name: string): Promise<string> {
  const download = page.waitForEvent('download');
  await link.click();
  const file = path.join(folder, name);
  await (await download).saveAs(file);
  return file;
}

test('E12: head office exports a store’s archive, and the verifier that it hands out says that it is whole; altered, it names the receipt', async () => {
  const till = await openStoreTill(browsing);
  await till.typeProduct((await product(run.demo.gtins?.[0] ?? '')).gtins[0] ?? '');
  const receipt = await till.payExactCash();
  await expect
    .poll(async () => (await headOffice.sales(run.demo.storeId)).map(({ receiptNumber }) => receiptNumber), {
      timeout: 60_000,
    })
    .toContain(receipt);

  const desk = await signInAtHeadOffice(page);
  await desk.by('nav-archives').click();
  await desk.by('archive-store').selectOption(run.demo.storeId ?? '');
  const archive = await saved(desk.by('export-archive'), 'archive.ndjson.gz');
  const verifier = await saved(desk.by('verifier'), 'verify-archive.mjs');
  const verify = (file: string) =>
    spawnSync(process.execPath, [verifier, '--language', 'fr', file], { cwd: folder, encoding: 'utf8' });

  const whole = verify(archive);
  expect(whole.stderr).toBe('');
  expect(whole.stdout.trimEnd().split('\n').at(-1)).toBe('INTACT');
  expect(whole.status).toBe(0);

  const lines = gunzipSync(readFileSync(archive)).toString().split('\n');
  const at = lines.findIndex((line) => line.includes(receipt));
  const altered = path.join(folder, 'altered.ndjson.gz');
  const line = lines[at] ?? '';
  writeFileSync(altered, gzipSync(lines.with(at, line.replace('"cash\\"', '"card\\"')).join('\n')));
  expect(line).toContain('cash\\"');
  const found = verify(altered);
  expect(found.stdout.trimEnd().split('\n').at(-1)).toMatch(
    new RegExp(`^ALTÉRÉ. Premier enregistrement fautif\\s: .* reçu ${receipt}$`),
  );
  expect(found.status).toBe(1);
}, 240_000);

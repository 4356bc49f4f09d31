/** Needs PostgreSQL and Redis. A receipt by the code on its paper: as a page for whoever holds it, and as a mail, once. */
import { randomUUID } from 'node:crypto';
import { startMailCatcher } from '@comptoir/outside-world/mail-catcher/catcher';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { base64, utf8 } from '@comptoir/sync-protocol/bytes';
import { ed25519Sign } from '@comptoir/sync-protocol/crypto/ed25519';
import { receiptPageUrl } from '@comptoir/sync-protocol/records/receipt-number';
import { formatReceiptToken } from '@comptoir/sync-protocol/records/receipt-token';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Edge } from './support/edge.ts';
import { enrolledEdge } from './support/enrolled.ts';
import { type House, openHouse } from './support/house.ts';
import { saleBodyOf } from './support/sale.ts';

let house: House;
let catcher: Awaited<ReturnType<typeof startMailCatcher>>;
let edge: Edge;
beforeAll(async () => {
  catcher = await startMailCatcher({ port: 0, controlPort: 0 });
  house = await openHouse(inject('postgresUrl'), await freshRedis(inject('redisUrl')), {
    SMTP_URL: catcher.smtpUrl,
  });
  edge = await enrolledEdge(house, '071');
});
afterAll(async () => {
  await house.close();
  await catcher.close();
});

const number = '071-1-K7QF-000001';
const saleId = randomUUID();
const codeOf = (of = saleId, secretKey = edge.secretKey) =>
  formatReceiptToken(
    {
      ...{ number, seq: 2, hashBeginning: 'AAAAAAAAAAAAAA' },
      sale: {
        ...{
          saleId: of,
          soldAt: '2026-11-24T13:00:00.000Z',
          taxMode: 'added-per-invoice',
          taxes: [],
          lines: null,
        },
        tenders: [{ kind: 'cash', amountMinor: 2_875 }],
      },
    },
    (text) => base64(ed25519Sign(utf8(text), secretKey)),
  );
const open = async (code: string, query = '') => {
  const answer = await fetch(`${receiptPageUrl(`${house.address}/`, code)}${query}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const mail = (mailId: string, email: string, code = codeOf()) =>
  house.call(
    'PUT',
    `/api/v1/sync/receipts/${number}/mails/${mailId}`,
    { email, language: 'en', code },
    { authorization: `Bearer ${edge.token}` },
  );
const mails = async (to: string): Promise<{ subject: string; text: string }[]> => {
  const answer = await fetch(`${catcher.controlUrl}/api/messages?to=${encodeURIComponent(to)}`);
  return ((await answer.json()) as { items: { subject: string; text: string }[] }).items;
};

test('E6: before its store has told of it, the code says that it is genuine; nothing is mailed yet', async () => {
  const page = await open(codeOf());
  expect(page.status).toBe(200);
  expect(page.text).toContain(number);
  expect(page.text).toContain('28,75');
  expect(page.text).toContain('authentique');
  expect((await mail(randomUUID(), 'tot@example.org')).status).toBe(404);
});

test('E6: then it opens the receipt, with the piece that was sold, in both languages and as a PDF, and nothing of who bought', async () => {
  const body = saleBodyOf(edge.storeId, 1);
  const lines = body.lines.map((line, index) => ({
    ...line,
    ...(index === 0 ? { serial: 'SN-4711' } : { lot: 'L-9' }),
  }));
  const basket = { ...body.basket, customer: { id: 'c-77', tier: 'gold' } };
  edge.append('sale', { ...body, saleId, basket, lines }, { register: '1', number, actor: 'u-1' });
  expect((await edge.send(0)).status).toBe(200);
  const page = await open(codeOf());
  expect(page.text).toContain('Lampe à poser');
  expect(page.text).toContain('No de série SN-4711');
  expect(page.text).toContain('Lot L-9');
  expect(page.text).not.toMatch(/c-77|gold/);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect((await open(codeOf(), '?language=en')).text).toContain('Table lamp');
  expect((await open(codeOf(), '?form=pdf')).text).toMatch(/^%PDF/);
});

test('E6: a code that no edge of ours signed opens nothing, and says so in words', async () => {
  for (const code of [codeOf(saleId, new Uint8Array(32).fill(3)), codeOf().slice(0, -5), 'comptoir:2:x']) {
    const page = await open(code);
    expect(page.status).toBe(404);
    expect(page.text).toContain('aucun de nos reçus');
  }
});

test('E6: it is mailed once for each asking, with the page, in the language that was chosen; the address is not kept', async () => {
  const mailId = randomUUID();
  expect((await mail(mailId, 'ana@example.org')).status).toBe(204);
  expect((await mail(mailId, 'ana@example.org')).status).toBe(204);
  await expect.poll(() => mails('ana@example.org')).toHaveLength(1);
  const [letter] = await mails('ana@example.org');
  expect(letter?.subject).toContain(number);
  expect(letter?.text).toContain('Table lamp');
  expect(letter?.text).toContain(receiptPageUrl('https://api.comptoir.example/', codeOf()));
  await expect
    .poll(() => house.rows('select message from notification where about = $1', [`receipt/${number}`]))
    .toEqual([{ message: null }]);
  expect(
    (await mail(randomUUID(), 'ana@example.org', codeOf(saleId, new Uint8Array(32).fill(3)))).status,
  ).toBe(409);
  for (let sent = 1; sent < 5; sent++) expect((await mail(randomUUID(), 'un@example.org')).status).toBe(204);
  expect((await mail(randomUUID(), 'un@example.org')).status).toBe(409);
});

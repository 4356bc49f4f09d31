/** The PayPal adapter, over HTTP against the provider's PayPal-like surface. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startProvider } from '@comptoir/outside-world/payment-provider/provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paypalProvider } from '../src/payment/paypal.ts';
import { AnswerLost, type PaymentProvider, WebhookRefused } from '../src/payment/provider.ts';

const secret = 'paypal_secret';
let town: Awaited<ReturnType<typeof startProvider>>;
let paypal: PaymentProvider;

beforeAll(async () => {
  town = await startProvider({ port: 0, secretKey: secret, publishableKey: 'pk' });
  paypal = paypalProvider({ apiBase: town.url, clientId: 'shop', clientSecret: secret, webhookId: 'hook' });
});
afterAll(() => town.close());

const attempt = () => ({
  attemptId: randomUUID(),
  orderId: randomUUID(),
  description: 'C-7F3K-92QD',
  amountMinor: 1_299,
  currency: 'CAD',
  paymentMethodToken: 'paypal',
  returnUrl: 'http://shop.example/commande/1',
});
const misbehave = (told: object) =>
  fetch(`${town.url}/_control/misbehave`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(told),
  });

async function approved() {
  const asked = attempt();
  const standing = await paypal.authorise(asked, asked.attemptId);
  if (standing.at !== 'action') throw new Error(`${standing.at}: the payer has to approve first`);
  const back = await fetch(standing.url, { redirect: 'manual' });
  expect(back.headers.get('location')).toBe(asked.returnUrl);
  return standing.reference;
}

test('O2: a payer approves, the money is held, taken, and given back in parts', async () => {
  const reference = await approved();
  expect((await paypal.read(reference)).at).toBe('authorised');
  expect(await paypal.capture(reference, 1_299, 'CAD', randomUUID())).toMatchObject({
    at: 'captured',
    capturedMinor: 1_299,
    refundedMinor: 0,
  });
  const refundId = randomUUID();
  const refund = { refundId, amountMinor: 305, currency: 'CAD' };
  await paypal.refund(reference, refund);
  await paypal.refund(reference, refund);
  expect(await paypal.read(reference)).toMatchObject({ refundedMinor: 305 });
  expect(await paypal.findRefund(reference, refundId)).toBe(true);
  expect(await paypal.findRefund(reference, randomUUID())).toBe(false);
});

test('O2: the same key creates one order, also when its answer was lost', async () => {
  const asked = attempt();
  await misbehave({ on: ['create'], after: 'drop', times: 1 });
  await expect(paypal.authorise(asked, asked.attemptId)).rejects.toThrow(AnswerLost);
  const [first, second] = [
    await paypal.authorise(asked, asked.attemptId),
    await paypal.authorise(asked, asked.attemptId),
  ];
  expect(second.reference).toBe(first.reference);
});

test('O2: what is held is freed; what was never approved holds nothing', async () => {
  const reference = await approved();
  await paypal.read(reference);
  expect((await paypal.cancel(reference, randomUUID())).at).toBe('cancelled');
  expect((await paypal.read(reference)).at).toBe('cancelled');
  const asked = attempt();
  const { reference: open } = await paypal.authorise(asked, asked.attemptId);
  expect((await paypal.cancel(open, randomUUID())).at).toBe('cancelled');
});

test('O2: a webhook counts if PayPal says that it signed it, and lately', async () => {
  const event = Buffer.from(
    JSON.stringify({ id: 'WH-1', event_type: 'CHECKOUT.ORDER.APPROVED', resource: { id: 'PP1' } }),
  );
  const headers = (signature: string, at = new Date()) => ({
    'paypal-transmission-sig': signature,
    'paypal-transmission-time': at.toISOString(),
  });
  expect(await paypal.readWebhook(event, headers(`signed-with-${secret}`))).toMatchObject({
    eventId: 'WH-1',
    reference: 'PP1',
  });
  await expect(paypal.readWebhook(event, headers('forged'))).rejects.toThrow(WebhookRefused);
  await expect(paypal.readWebhook(event, headers(`signed-with-${secret}`, new Date(0)))).rejects.toThrow(
    'too-old',
  );
  await expect(paypal.readWebhook(Buffer.from('{'), {})).rejects.toThrow('malformed');
});

test('O2: a payment that is disputed at PayPal is told by its webhook and read with its money, fee and end', async () => {
  const reference = await approved();
  await paypal.read(reference);
  await paypal.capture(reference, 1_299, 'CAD', randomUUID());
  const control = async (path: string, told: object) => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(told) };
    return (await (await fetch(`${town.url}/_control/disputes${path}`, init)).json()) as { id: string };
  };
  const { id } = await control('', { payment: reference, reason: 'unauthorised', fee: 2_000 });
  const common = { id, reason: 'unauthorised', amountMinor: 1_299, feeMinor: 2_000 };
  expect(await paypal.readDispute(id)).toMatchObject({
    ...common,
    state: 'open',
    withdrawnMinor: 1_299,
    answerBy: expect.any(Date),
  });
  await control(`/${id}`, { state: 'lost' });
  expect(await paypal.readDispute(id)).toMatchObject({ ...common, state: 'lost', withdrawnMinor: 1_299 });
  await control(`/${id}`, { state: 'won' });
  expect(await paypal.readDispute(id)).toMatchObject({ ...common, state: 'won', withdrawnMinor: 0 });
  const resource = {
    dispute_id: id,
    disputed_transactions: [{ seller_transaction_id: 'C1', custom: 'attempt-1' }],
  };
  const event = Buffer.from(JSON.stringify({ id: 'WH-2', event_type: 'CUSTOMER.DISPUTE.CREATED', resource }));
  const headers = {
    'paypal-transmission-sig': `signed-with-${secret}`,
    'paypal-transmission-time': new Date().toISOString(),
  };
  expect(await paypal.readWebhook(event, headers)).toMatchObject({ attemptId: 'attempt-1', disputeId: id });
});

test.each([
  ['a page of whatever stands before it', 502, '<html>Bad gateway</html>', {}],
  ['what is no JSON, said to have worked', 200, 'OK', {}],
  ['another address to go to, which is not gone to', 302, '', { location: 'http://127.0.0.1:9/stolen' }],
  ['more than any answer of its kind', 200, `{"id":"${'x'.repeat(2_000_000)}"}`, {}],
])(
  'API10 O2: PayPal answers %s: nothing is known, and the saga asks again',
  async (_what, status, body, headers) => {
    const odd = createServer((_request, response) => response.writeHead(status, headers).end(body));
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const apiBase = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`;
    const asking = paypalProvider({ apiBase, clientId: 'shop', clientSecret: secret, webhookId: 'hook' });
    await expect(asking.read('ORDER-1')).rejects.toThrow(AnswerLost);
    odd.closeAllConnections();
    await new Promise((resolve) => odd.close(resolve));
  },
);

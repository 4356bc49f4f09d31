/**
 * What providers tell us. No credential but their signature; whatever they say is a hint, after which they are asked.
 * Source: docs, Reliability, Saga, Webhooks.
 */
import { notFound, problem } from '@comptoir/service-kit';
import { type Route, route } from '@comptoir/service-kit/http/route';
import type { Request } from 'express';
import { z } from 'zod';
import type { Worker } from '../checkout/worker.ts';
import { disputeKey } from '../disputes/follow.ts';
import type { OrderParts } from '../parts.ts';
import { type Hint, WebhookRefused } from '../payment/provider.ts';
import { owe } from '../store/owed.ts';
import { makeDue } from '../store/sagas.ts';

const bytesMax = 262_144;

export const webhookRoutes = (parts: OrderParts, worker: Worker): Route[] => [
  route({
    method: 'post',
    path: '/api/v1/orders/webhooks/:provider',
    summary: 'For payment providers: signed, taken once, in any order',
    params: z.strictObject({ provider: z.string() }),
    rawBody: ['application/json'],
    answers: { 200: z.object({ received: z.literal(true) }) },
    async handle({ params, request }) {
      const provider = parts.providers.get(params.provider);
      if (!provider) throw notFound('provider');
      const payload = await webhookBody(request);
      const hint = await provider.readWebhook(payload, request.headers).catch((error: unknown) => {
        if (!(error instanceof WebhookRefused)) throw error;
        parts.measures.webhooks.inc({ provider: provider.name, outcome: error.reason });
        throw webhookRefusals[error.reason]();
      });
      const isNew = await keep(parts, provider.name, hint);
      parts.measures.webhooks.inc({ provider: provider.name, outcome: isNew ? 'taken' : 'seen-before' });
      if (isNew) worker.wake();
      return { status: 200, body: { received: true as const } };
    },
  }),
];

/** @returns false for an event that was told before. */
const keep = ({ database }: OrderParts, provider: string, hint: Hint): Promise<boolean> =>
  database.transaction(async (tx) => {
    const rows: unknown[] = await tx.query(
      `insert into webhook_event (provider, id, type, reference) values ($1, $2, $3, $4) on conflict do nothing returning id`,
      [provider, hint.eventId, hint.type, hint.reference],
    );
    if (rows.length === 0) return false;
    const payments: { orderId: string }[] = await tx.query(
      `select order_id as "orderId" from payment where provider = $1 and (reference = $2 or id::text = $3)`,
      [provider, hint.reference, hint.attemptId],
    );
    for (const { orderId } of payments) {
      await makeDue(tx, orderId);
      if (hint.disputeId === null) continue;
      await owe(tx, orderId, 'follow-dispute', disputeKey(hint.disputeId, hint.eventId));
      await owe(tx, orderId, 'follow-dispute', disputeKey(hint.disputeId));
    }
    return true;
  });

export async function webhookBody(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > bytesMax)
      throw problem(413, 'too-big', 'The request is too big', 'Send less in one request.');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

export const webhookRefusals = {
  forged: () =>
    problem(400, 'webhook-forged', 'The signature is not the provider’s', 'Sign it with the shared secret.'),
  'too-old': () => problem(400, 'webhook-too-old', 'This was signed too long ago', 'Sign it anew.'),
  malformed: () => problem(400, 'invalid-request', 'This is not an event', 'Send an event of the provider.'),
};

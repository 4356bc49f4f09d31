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
import { takeHint } from '../store/hints.ts';
import { owe } from '../store/owed.ts';

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
      const { isNew, isAwaited } = await keep(parts, provider.name, hint);
      parts.measures.webhooks.inc({ provider: provider.name, outcome: isNew ? 'taken' : 'seen-before' });
      if (isAwaited) worker.wake();
      return { status: 200, body: { received: true as const } };
    },
  }),
];

async function keep({ database }: OrderParts, provider: string, hint: Hint) {
  const { disputeId } = hint;
  if (disputeId === null) return takeHint(database.alone, provider, hint);
  return database.transaction(async (tx) => {
    const { isNew, orderIds } = await takeHint(tx, provider, hint);
    for (const orderId of orderIds) {
      await owe(tx, orderId, 'follow-dispute', disputeKey(disputeId, hint.eventId));
      await owe(tx, orderId, 'follow-dispute', disputeKey(disputeId));
    }
    return { isNew, isAwaited: isNew };
  });
}

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

/**
 * The carrier Colis Laurentien: JSON over HTTP, and webhooks signed with HMAC-SHA-256 over `<timestamp>.<body>`.
 * Source: outside-world/README.md, carrier (its stand-in; nothing of it is imported here).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Address, parcelStatus } from '../api.ts';
import {
  type Booked,
  type Carrier,
  CarrierRefused,
  CarrierSilent,
  carrierTimeoutMs,
  type Place,
  TrackingRefused,
} from './carrier.ts';

const scan = z.object({
  sequence: z.int().positive(),
  status: parcelStatus,
  at: z.iso.datetime().transform((at) => new Date(at)),
  place: z.string(),
});
const parcel = z.object({
  id: z.string(),
  trackingNumber: z.string(),
  trackingUrl: z.url({ protocol: /^https?$/ }),
  priceMinor: z.int(),
  scans: z.array(scan),
});
const rates = z.object({
  rates: z.array(z.object({ service: z.string(), priceMinor: z.int(), days: z.int() })),
});
const told = z.object({ type: z.literal('tracking'), parcelId: z.string(), scan });
const refusal = z.object({ code: z.string(), message: z.string() });
/** A webhook that was signed earlier is refused: it may have been kept by whoever listened. */
const webhookAgeMaxSeconds = 300;

export type LaurentienOptions = Readonly<{ url: string; key: string; webhookSecret: string }>;

export function laurentien({ url, key, webhookSecret }: LaurentienOptions): Carrier {
  async function send(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    timeoutMs = carrierTimeoutMs,
  ): Promise<Response> {
    let answer: Response;
    try {
      answer = await fetch(`${url}/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(timeoutMs),
        // Its key goes nowhere else.
        redirect: 'error',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new CarrierSilent('the carrier did not answer', error);
    }
    if (answer.status >= 500 || answer.status === 429)
      throw new CarrierSilent(`the carrier had a fault: ${answer.status}`);
    return answer;
  }

  async function ask<T>(shape: z.ZodType<T>, ...asked: Parameters<typeof send>): Promise<T> {
    const answer = await send(...asked);
    const said: unknown = await answer.json().catch((error: unknown) => {
      throw new CarrierSilent('the carrier did not say JSON', error);
    });
    if (!answer.ok) throw refusedBy(said, answer.status);
    const read = shape.safeParse(said);
    if (!read.success) throw new CarrierSilent('the carrier said something else', read.error);
    return read.data;
  }

  const at = (id: string, rest = '') => `/parcels/${encodeURIComponent(id)}${rest}`;

  return {
    name: 'laurentien',
    title: 'Colis Laurentien',
    async rates({ from, to, weightGrams, timeoutMs }) {
      try {
        const asked = { from: placeOf(from), to: placeOf(to), weightGrams };
        return (await ask(rates, 'POST', '/rates', asked, timeoutMs)).rates;
      } catch (error) {
        if (error instanceof CarrierRefused && error.code === 'not-served') return [];
        throw error;
      }
    },
    book: ({ from, to, ...wanted }): Promise<Booked> =>
      ask(parcel, 'POST', '/parcels', { ...wanted, from: addressOf(from), to: addressOf(to) }),
    read: (id) => ask(parcel, 'GET', at(id)),
    async label(id) {
      const answer = await send('GET', at(id, '/label'));
      if (answer.status === 410) return null;
      if (!answer.ok) throw refusedBy(await answer.json().catch(() => null), answer.status);
      try {
        return Buffer.from(await answer.arrayBuffer());
      } catch (error) {
        throw new CarrierSilent('the label broke off', error);
      }
    },
    async cancel(id) {
      await ask(parcel, 'POST', at(id, '/void'));
    },
    readWebhook(payload, headers) {
      const timestamp = String(headers['carrier-timestamp'] ?? '');
      const signature = Buffer.from(String(headers['carrier-signature'] ?? ''), 'hex');
      const expected = createHmac('sha256', webhookSecret).update(`${timestamp}.`).update(payload).digest();
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected))
        throw new TrackingRefused('forged');
      if (Math.abs(Date.now() / 1000 - Number(timestamp)) > webhookAgeMaxSeconds)
        throw new TrackingRefused('too-old');
      const read = told.safeParse(jsonOf(payload));
      if (!read.success) throw new TrackingRefused('malformed');
      return { id: read.data.parcelId, scan: read.data.scan };
    },
  };
}

const placeOf = ({ country, postalCode }: Place): Place => ({ country, postalCode });
const addressOf = ({ recipient: name, ...address }: Address) => ({ name, ...address });

function refusedBy(said: unknown, status: number): CarrierRefused {
  const read = refusal.safeParse(said);
  return new CarrierRefused(read.data?.code ?? String(status), read.data?.message ?? 'no reason was given');
}

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}

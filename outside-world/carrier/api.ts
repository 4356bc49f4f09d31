/** The carrier's HTTP interface: JSON, `Authorization: Bearer`, prices in cents. */
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { answerAs } from '../behaving/answer-as.ts';
import { labelOf } from './label.ts';
import { type CarrierBehaviour, type Operation, ownFault } from './operations.ts';
import { address, type Parcel, type Parcels, statusOf } from './parcels.ts';
import { gramsMax, ratesTo } from './rates.ts';

const weightGrams = z.int().positive().max(gramsMax);
const place = z.object({ country: z.string(), postalCode: z.string() });
const ratesRequest = z.object({ from: place.optional(), to: place, weightGrams });
const createRequest = z.object({
  reference: z.string().min(1).max(60),
  service: z.enum(['regular', 'express']),
  from: address,
  to: address,
  weightGrams,
  isReturn: z.boolean().default(false),
  note: z.string().max(60).default(''),
});

type Answer = Readonly<{ status: number; body: unknown; headers?: Readonly<Record<string, string>> }>;
type Parts = Readonly<{
  parcels: Parcels;
  behaviour: CarrierBehaviour;
  key: string;
  origin: () => string;
  told: (parcel: Parcel) => void;
}>;

export function carrierApi({ parcels, behaviour, key, origin, told }: Parts): Router {
  const router = Router();
  router.use(express.json({ limit: 65_536 }));

  const serve =
    (operation: Operation, work: (request: Request) => Answer | Promise<Answer>) =>
    async (request: Request, response: Response): Promise<void> => {
      if (request.get('authorization') !== `Bearer ${key}`)
        return void response.status(401).json({ code: 'unauthorised', message: 'Clé inconnue.' });
      // Made before it is known how the answer is lost: a label takes a moment.
      const made = await work(request);
      await answerAs(response, behaviour.faultFor(operation), ownFault, () => made);
    };

  router.post(
    '/rates',
    serve('rates', (request) => {
      const asked = ratesRequest.safeParse(request.body);
      if (!asked.success) return malformed(asked.error);
      const { from, to, weightGrams: grams } = asked.data;
      const rates = ratesTo(to, grams, from);
      return rates ? { status: 200, body: { rates } } : nowhere;
    }),
  );
  router.post(
    '/parcels',
    serve('create', (request) => {
      const asked = createRequest.safeParse(request.body);
      if (!asked.success) return malformed(asked.error);
      const known = parcels.byReference(asked.data.reference);
      if (known) return { status: 200, body: viewOf(known) };
      const { from, to, weightGrams: grams, service } = asked.data;
      const rate = ratesTo(to, grams, from)?.find((one) => one.service === service);
      if (!rate) return nowhere;
      return { status: 201, body: viewOf(parcels.create({ ...asked.data, priceMinor: rate.priceMinor })) };
    }),
  );
  router.get(
    '/parcels',
    serve('find', (request) => {
      const found = parcels.byReference(String(request.query.reference ?? ''));
      return { status: 200, body: { parcels: found ? [viewOf(found)] : [] } };
    }),
  );
  router.get(
    '/parcels/:id',
    serve('read', (request) => known(request, (parcel) => ({ status: 200, body: viewOf(parcel) }))),
  );
  router.get(
    '/parcels/:id/label',
    serve('label', (request) =>
      known(request, async (parcel) =>
        behaviour.losesLabel()
          ? { status: 410, body: { code: 'label-lost', message: 'Étiquette perdue.' } }
          : { status: 200, body: await labelOf(parcel), headers: { 'content-type': 'application/pdf' } },
      ),
    ),
  );
  router.post(
    '/parcels/:id/void',
    serve('void', (request) =>
      known(request, (parcel) => {
        const status = statusOf(parcel);
        if (status === 'voided') return { status: 200, body: viewOf(parcel) };
        if (status !== 'created')
          return { status: 409, body: { code: 'on-its-way', message: 'Le colis est en route.' } };
        const voided = parcels.scan(parcel, 'voided');
        told(voided);
        return { status: 200, body: viewOf(voided) };
      }),
    ),
  );
  return router;

  function known(request: Request, work: (parcel: Parcel) => Answer | Promise<Answer>) {
    const parcel = parcels.get(String(request.params.id));
    return parcel ? work(parcel) : { status: 404, body: { code: 'not-found', message: 'Colis inconnu.' } };
  }

  function viewOf(parcel: Parcel) {
    const { id, reference, trackingNumber, service, priceMinor, isReturn, scans } = parcel;
    return {
      ...{ id, reference, trackingNumber, service, priceMinor, isReturn, scans },
      trackingUrl: `${origin()}/track/${trackingNumber}`,
      status: statusOf(parcel),
    };
  }
}

const malformed = (error: z.ZodError): Answer => ({
  status: 422,
  body: { code: 'invalid', message: z.prettifyError(error) },
});
const nowhere: Answer = { status: 422, body: { code: 'not-served', message: 'Nous ne livrons pas là.' } };

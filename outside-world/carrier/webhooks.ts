/** Tells the shop where a parcel is. `Carrier-Signature`: HMAC-SHA-256 in hex of `<Carrier-Timestamp>.<body>`, seconds since 1970. */
import { createHmac, randomUUID } from 'node:crypto';
import { createDelivery, type Target } from '../behaving/deliver.ts';
import type { CarrierBehaviour } from './operations.ts';
import type { Parcel } from './parcels.ts';

export function createTracking(target: Target | undefined, behaviour: CarrierBehaviour) {
  const delivery = createDelivery(target, behaviour, (payload, secret) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex');
    return { 'carrier-timestamp': timestamp, 'carrier-signature': signature };
  });
  return {
    tell({ id, reference, trackingNumber, scans }: Parcel): void {
      const scan = scans.at(-1);
      delivery.tell(
        JSON.stringify({
          eventId: randomUUID(),
          type: 'tracking',
          parcelId: id,
          reference,
          trackingNumber,
          scan,
        }),
      );
    },
    close: delivery.close,
  };
}

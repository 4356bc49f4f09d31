import { Gauge, type Registry } from 'prom-client';
import type { Identity } from './identity.ts';

/** Whoever renews certificates may have died: programs would refuse one another once they end. */
export function measureIdentity(identity: Identity, metrics: Registry): void {
  new Gauge({
    name: 'certificate_seconds_left',
    help: 'Until the certificate of this program ends; renewed when half of its life is over.',
    registers: [metrics],
    collect() {
      this.set((identity.endsAt().getTime() - Date.now()) / 1_000);
    },
  });
}

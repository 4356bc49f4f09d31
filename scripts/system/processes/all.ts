import { certificates } from '../certificates/house-certificates.ts';
import type { House } from '../house.ts';
import type { PlannedProcess } from '../plan.ts';
import { front } from './front.ts';
import { outsideWorld } from './outside-world.ts';
import { services } from './services.ts';
import { cableAndDevices } from './store.ts';
import { traces } from './traces.ts';

/** Everything but the stores (their own modules know them) and the edge (it needs a code from Sales first). */
export const cloudAndDevices = (house: House): readonly PlannedProcess[] =>
  [traces, certificates, services, front, outsideWorld, cableAndDevices].flatMap((part) => part(house));

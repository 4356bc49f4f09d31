/** Every kind that can be run, by name. A kind that is missing here counts as failed. */
import { caseAdapters as gs1 } from '@comptoir/gs1/test/case-adapter';
import { caseAdapters as pricing } from '@comptoir/pricing/test/case-adapter';
// By its path: the package itself would bring native addons to a bare checkout, and reading bytes needs none.
import { caseAdapters as devices } from '../../hardware-drivers/test/case-adapter.ts';
import type { Adapter } from './adapter.ts';
import { feedAdapters } from './feed-adapters.ts';
import { syncAdapters } from './sync-adapters.ts';
import { wireAdapters } from './wire-adapters.ts';

export const adapters: ReadonlyMap<string, Adapter> = new Map(
  Object.entries({ ...gs1, ...pricing, ...devices, ...syncAdapters, ...wireAdapters, ...feedAdapters }),
);

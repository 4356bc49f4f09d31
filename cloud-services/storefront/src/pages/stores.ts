import type { StoresData } from '../../app/src/shared/shapes/catalogue.ts';
import { stores } from '../catalogue/stores.ts';
import { fault, type Page, show } from '../visit.ts';

export const storesPage: Page = {
  async load(visit) {
    const known = await stores(visit);
    return known ? show({ stores: known } satisfies StoresData) : fault('unavailable', 503, visit);
  },
};

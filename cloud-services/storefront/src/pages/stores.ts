import type { StoresData } from '../../app/src/shared/shapes/catalogue.ts';
import { areaOf, nearness } from '../catalogue/near.ts';
import { stores } from '../catalogue/stores.ts';
import { fault, type Page, show } from '../visit.ts';

export const storesPage: Page = {
  async load(visit) {
    const known = await stores(visit);
    const area = areaOf(visit);
    const near = known?.toSorted((one, other) => nearness(area, other.address) - nearness(area, one.address));
    return near ? show({ stores: near } satisfies StoresData) : fault('unavailable', 503, visit);
  },
};

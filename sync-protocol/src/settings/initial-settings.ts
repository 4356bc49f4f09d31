/** What holds until a store sets something else. Apart from the schemas, which a till need not carry. */
import type { StoreSettings } from './store-settings.ts';

export const initialSettings: StoreSettings = {
  'age-at-sight': true,
  'us-dollar-rate': null,
  favourites: null,
};

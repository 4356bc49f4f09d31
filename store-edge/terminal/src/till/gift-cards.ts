import { catalogue } from './context.ts';

/** An article of this tax treatment is a gift card. Source: store-edge/agent/src/values/values.ts. */
export const isGiftCard = (productId: string): boolean =>
  catalogue.get(productId)?.taxCategory === 'gift-card';

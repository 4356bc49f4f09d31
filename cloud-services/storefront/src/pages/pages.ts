/** What each page knows and does; its looks are in app/src/pages. */
import type { PageId } from '../../app/src/shared/paths.ts';
import { type Page, show } from '../visit.ts';
import { accountPages } from './account.ts';
import { addresses } from './addresses.ts';
import { audience } from './audience.ts';
import { cart } from './cart.ts';
import { category } from './category.ts';
import { checkout } from './checkout.ts';
import { follow } from './follow.ts';
import { home } from './home.ts';
import { cartReturn, unsubscribe } from './letters.ts';
import { order, payment } from './order.ts';
import { product } from './product.ts';
import { search } from './search.ts';
import { security } from './security.ts';
import { shell } from './shell.ts';
import { confirmEmail, forgotPassword, newPassword, register, signIn, signOut } from './sign-in.ts';
import { storesPage } from './stores.ts';

const text: Page = { load: async () => show({}) };

export const pages: Readonly<Record<PageId | 'shell', Page>> = {
  shell,
  home,
  category,
  search,
  product,
  cart,
  cartReturn,
  unsubscribe,
  checkout,
  payment,
  order,
  follow,
  signIn,
  signOut,
  register,
  confirmEmail,
  forgotPassword,
  newPassword,
  ...accountPages,
  addresses,
  security,
  stores: storesPage,
  terms: text,
  privacy: text,
  audience,
};

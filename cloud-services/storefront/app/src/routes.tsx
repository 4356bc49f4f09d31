/** Which page is shown at which address; the same tree in the browser and on the server, one for each language. */
import type { ActionFunction, LoaderFunction, RouteObject, ShouldRevalidateFunction } from 'react-router';
import { FaultPage } from './frame/fault-page.tsx';
import { Frame } from './frame/frame.tsx';
import { CartPage } from './pages/cart/cart-page.tsx';
import { CategoryPage } from './pages/category/category-page.tsx';
import { HomePage } from './pages/home/home-page.tsx';
import { ProductPage } from './pages/product/product-page.tsx';
import { SearchPage } from './pages/search/search-page.tsx';
import { settle } from './shared/outcome.ts';
import { type Language, type PageId, patternOf } from './shared/paths.ts';

/** How a page gets its data, and a form its answer. */
export type Hands = (page: PageId | 'shell', kind: 'load' | 'act') => LoaderFunction & ActionFunction;

type Look = Pick<RouteObject, 'Component' | 'lazy'>;

/** Pages of whoever looks around come at once; those of whoever buys or has an account, when they are opened. */
const looks: Readonly<Record<Exclude<PageId, 'home'>, Look>> = {
  category: { Component: CategoryPage },
  search: { Component: SearchPage },
  product: { Component: ProductPage },
  cart: { Component: CartPage },
  cartReturn: {},
  unsubscribe: {
    lazy: async () => ({ Component: (await import('./pages/sign-in/unsubscribe-page.tsx')).UnsubscribePage }),
  },
  checkout: {
    lazy: async () => ({ Component: (await import('./pages/checkout/checkout-page.tsx')).CheckoutPage }),
  },
  payment: {},
  order: { lazy: async () => ({ Component: (await import('./pages/order/order-page.tsx')).OrderPage }) },
  follow: { lazy: async () => ({ Component: (await import('./pages/order/follow-page.tsx')).FollowPage }) },
  signIn: { lazy: async () => ({ Component: (await import('./pages/sign-in/pages.tsx')).SignInPage }) },
  signOut: {},
  register: { lazy: async () => ({ Component: (await import('./pages/sign-in/pages.tsx')).RegisterPage }) },
  confirmEmail: {
    lazy: async () => ({ Component: (await import('./pages/sign-in/pages.tsx')).ConfirmEmailPage }),
  },
  forgotPassword: {
    lazy: async () => ({ Component: (await import('./pages/sign-in/pages.tsx')).ForgotPasswordPage }),
  },
  newPassword: {
    lazy: async () => ({ Component: (await import('./pages/sign-in/pages.tsx')).NewPasswordPage }),
  },
  account: { lazy: async () => ({ Component: (await import('./pages/account/pages.tsx')).AccountPage }) },
  profile: { lazy: async () => ({ Component: (await import('./pages/account/pages.tsx')).ProfilePage }) },
  addresses: { lazy: async () => ({ Component: (await import('./pages/account/pages.tsx')).AddressesPage }) },
  security: { lazy: async () => ({ Component: (await import('./pages/account/pages.tsx')).SecurityPage }) },
  privacyChoices: {
    lazy: async () => ({ Component: (await import('./pages/account/pages.tsx')).PrivacyChoicesPage }),
  },
  stores: { lazy: async () => ({ Component: (await import('./pages/stores/stores-page.tsx')).StoresPage }) },
  terms: { lazy: async () => ({ Component: (await import('./pages/texts/terms-page.tsx')).TermsPage }) },
  privacy: {
    lazy: async () => ({ Component: (await import('./pages/texts/privacy-page.tsx')).PrivacyPage }),
  },
  audience: {},
};

/** Cart, name and aisles change by what somebody does, not by looking at another page. */
const afterForms: ShouldRevalidateFunction = ({ formMethod, nextUrl, currentUrl }) =>
  formMethod !== undefined || nextUrl.searchParams.has('merci') !== currentUrl.searchParams.has('merci');

/** Also after a refusal: totals and stock have changed. */
const always: ShouldRevalidateFunction = ({ formMethod, defaultShouldRevalidate }) =>
  formMethod !== undefined || defaultShouldRevalidate;

export function shopRoutes(language: Language, hands: Hands): RouteObject[] {
  const pages = (Object.entries(looks) as [Exclude<PageId, 'home'>, Look][]).map(
    ([id, look]): RouteObject => ({
      id,
      path: patternOf(id, language),
      loader: hands(id, 'load'),
      action: hands(id, 'act'),
      shouldRevalidate: always,
      ...look,
    }),
  );
  return [
    {
      id: 'shell',
      path: language === 'fr' ? '/' : '/en',
      loader: hands('shell', 'load'),
      Component: Frame,
      ErrorBoundary: FaultPage,
      HydrateFallback: Nothing,
      shouldRevalidate: afterForms,
      children: [
        {
          ErrorBoundary: FaultPage,
          children: [
            { id: 'home', index: true, loader: hands('home', 'load'), Component: HomePage },
            ...pages,
            { id: 'nowhere', path: '*', loader: nowhere },
          ],
        },
      ],
    },
  ];
}

const nowhere: LoaderFunction = () =>
  settle({ kind: 'fault', fault: { kind: 'not-found', status: 404, correlationId: '' } });

/** The server has rendered the page: there is nothing to bridge. */
const Nothing = () => null;

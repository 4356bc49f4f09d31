/** Every page of the shop and its address in each language: French at the root, English the same under `/en`. */
export type Language = 'fr' | 'en';

const patterns = {
  home: ['', ''],
  category: ['rayons/:slug', 'aisles/:slug'],
  search: ['recherche', 'search'],
  product: ['produits/:code', 'products/:code'],
  cart: ['panier', 'cart'],
  // As Customer writes these two in its letters.
  cartReturn: ['panier/retour', 'cart/return'],
  unsubscribe: ['courriel/desabonner', 'email/unsubscribe'],
  checkout: ['commander', 'checkout'],
  payment: ['commander/retour/:orderId', 'checkout/return/:orderId'],
  // As Order writes it in its mails.
  order: ['commande/:orderId', 'order/:orderId'],
  follow: ['commande/:orderId/suite', 'order/:orderId/more'],
  signIn: ['connexion', 'sign-in'],
  signOut: ['deconnexion', 'sign-out'],
  register: ['inscription', 'register'],
  confirmEmail: ['courriel/confirmer', 'email/confirm'],
  forgotPassword: ['mot-de-passe', 'password'],
  newPassword: ['mot-de-passe/nouveau', 'password/new'],
  account: ['compte', 'account'],
  profile: ['compte/profil', 'account/profile'],
  addresses: ['compte/adresses', 'account/addresses'],
  security: ['compte/securite', 'account/security'],
  privacyChoices: ['compte/vie-privee', 'account/privacy'],
  stores: ['magasins', 'stores'],
  terms: ['conditions', 'terms'],
  privacy: ['confidentialite', 'privacy'],
  audience: ['mesure-audience', 'audience'],
} as const satisfies Record<string, readonly [french: string, english: string]>;

export type PageId = keyof typeof patterns;
export const pageIds = Object.keys(patterns) as PageId[];

/** A page's pattern below its language's root, as the router reads it. */
export const patternOf = (page: PageId, language: Language): string =>
  patterns[page][language === 'fr' ? 0 : 1];

export const rootOf = (language: Language): string => (language === 'fr' ? '/' : '/en/');

type Words = Readonly<Record<string, string | undefined>>;
export type PathTo = (page: PageId, params?: Words, query?: Words) => string;

export const pathsOf =
  (language: Language): PathTo =>
  (page, params = {}, query = {}) => {
    const path = patternOf(page, language).replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? ''),
    );
    const asked = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const search = asked.length === 0 ? '' : `?${new URLSearchParams(asked)}`;
    return `${rootOf(language)}${path}${search}`;
  };

/** The file of all that is kept of whoever is signed in; no page of ours. With `?to=read` it is one to read, else one for programs. */
export const myDataPath = (language: Language): string => `${rootOf(language)}my-data`;

export const languageOf = (pathname: string): Language => (/^\/en(?:\/|$)/.test(pathname) ? 'en' : 'fr');

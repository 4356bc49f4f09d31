/** What holds until a store sets something else. Apart from the schemas, which a till need not carry. */
export const initialSettings = {
  'age-at-sight': true,
  'us-dollar-rate': null,
  'auto-lock-minutes': 5,
  'sign-keys': true,
  'cash-reasons': [] as string[],
  favourites: null,
  tips: null,
} as const;

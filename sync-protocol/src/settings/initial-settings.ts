/** What holds until a store sets something else. Apart from the schemas, which a till need not carry. */
export const initialSettings = {
  'age-at-sight': true,
  'us-dollar-rate': null,
  'auto-lock-minutes': 5,
  'sign-keys': true,
  'cash-reasons': [] as string[],
  favourites: null,
  tips: null,
  // What GS1 Canada and GS1 US lay down for goods of varying weight.
  'in-store-codes': [{ pattern: '2IIIIIVPPPPC', decimals: 2 }] as { pattern: string; decimals: number }[],
} as const;

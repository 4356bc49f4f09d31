/** What a till can use of the elements: product, lot, dates, weight, price, counts. */
import { aiDate } from './ai-date.ts';
import { decimalText, scaledInteger } from './decimals.ts';
import type { Element } from './element-string.ts';

export type Meaning = {
  gtin14?: string;
  contentGtin14?: string;
  sscc?: string;
  lot?: string;
  serial?: string;
  /** All dates: `YYYY-MM-DD`. */
  productionDate?: string;
  packagingDate?: string;
  bestBefore?: string;
  sellBy?: string;
  useBy?: string;
  /** May have a fraction: the code can be finer than a gram. */
  netWeightGrams?: number;
  /** The same as decimal text, exact: a quantity for pricing. */
  netWeightKilograms?: string;
  netWeightPounds?: string;
  /** Missing where the code is finer than the currency's smallest unit: nothing is rounded silently. */
  priceMinor?: number;
  priceDecimals?: number;
  /** ISO 4217, three digits; missing where the price is in the local currency. */
  currencyNumeric?: string;
  variableCount?: number;
  count?: number;
};

/** Exponents other than 2 of the currencies that the engine knows. Source: ISO 4217. */
const exponents: Readonly<Record<string, number>> = { '392': 0, '788': 3 };
const localExponent = 2;

type Reader = (value: string, decimals: number, today: string) => Meaning;

const date = (name: 'productionDate' | 'packagingDate' | 'bestBefore' | 'sellBy' | 'useBy'): Reader => {
  return (value, _decimals, today) => {
    const day = aiDate(value, today);
    return day === null ? {} : { [name]: day };
  };
};

/** By identifier; the last digit of a four-digit one says how many decimals follow, and is left out. */
const readers: Readonly<Record<string, Reader>> = {
  '00': (sscc) => ({ sscc }),
  '01': (gtin14) => ({ gtin14 }),
  '02': (contentGtin14) => ({ contentGtin14 }),
  '10': (lot) => ({ lot }),
  '11': date('productionDate'),
  '13': date('packagingDate'),
  '15': date('bestBefore'),
  '16': date('sellBy'),
  '17': date('useBy'),
  '21': (serial) => ({ serial }),
  '30': (value) => ({ variableCount: Number(value) }),
  '37': (value) => ({ count: Number(value) }),
  '310': (value, decimals) => ({
    netWeightGrams: (Number(value) * 1000) / 10 ** decimals,
    netWeightKilograms: decimalText(value, decimals),
  }),
  '320': (value, decimals) => ({ netWeightPounds: decimalText(value, decimals) }),
  '392': (value, decimals) => price(value, decimals, localExponent),
  '393': (value, decimals) => {
    const currencyNumeric = value.slice(0, 3);
    return {
      currencyNumeric,
      ...price(value.slice(3), decimals, exponents[currencyNumeric] ?? localExponent),
    };
  },
};

/** @param today the day of reading, for the century of dates. */
export function meaningOf(elements: readonly Element[], today: string): Meaning {
  return Object.assign({}, ...elements.map((element) => meaningOfOne(element, today)));
}

function meaningOfOne([ai, value]: Element, today: string): Meaning {
  const hasDecimals = ai.length === 4;
  const reader = readers[hasDecimals ? ai.slice(0, 3) : ai];
  return reader?.(value, hasDecimals ? Number(ai[3]) : 0, today) ?? {};
}

function price(value: string, priceDecimals: number, exponent: number): Meaning {
  const priceMinor = scaledInteger(value, exponent - priceDecimals);
  return priceMinor === null ? { priceDecimals } : { priceMinor, priceDecimals };
}

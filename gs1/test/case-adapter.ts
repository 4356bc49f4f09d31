/** Runs the cases of `gs1.json` through the package; `scripts/conformance` uses it too. */
import {
  aiDate,
  checkDigit,
  expandUpcE,
  parseDigitalLink,
  parseGtin,
  parseScan,
  parseVariableMeasure,
  priceVerifier,
} from '../src/index.ts';

/** `normalise` is applied to what was expected and to what came. */
type CaseAdapter = Readonly<{ run: (input: unknown) => unknown; normalise: (value: unknown) => unknown }>;

/** The day on which the cases were read, for those that do not name theirs. */
const today = '2026-11-24';

export const caseAdapters: Readonly<Record<string, CaseAdapter>> = {
  'check-digit': {
    run: (input) => ({ checkDigit: checkDigit(text(input, 'digits')) }),
    normalise: withoutHint,
  },
  gtin: { run: (input) => parseGtin(text(input, 'text')), normalise: withoutHint },
  'upc-e': { run: (input) => expandUpcE(text(input, 'text')), normalise: withoutHint },
  scan: { run: (input) => parseScan(text(input, 'text'), today), normalise: withoutHint },
  'digital-link': {
    run: (input) => parseDigitalLink(text(input, 'text'), today),
    normalise: (value) => sortElements(withoutHint(value)),
  },
  'ai-date': {
    run: (input) => ({ date: aiDate(text(input, 'value'), text(input, 'at')) }),
    normalise: withoutHint,
  },
  'price-verifier': {
    run: (input) => ({ verifier: priceVerifier(text(input, 'digits')) }),
    normalise: withoutHint,
  },
  'variable-measure': {
    run: (input) =>
      parseVariableMeasure(text(input, 'text'), {
        pattern: text(input, 'template'),
        decimals: Number(member(input, 'decimals')),
      }),
    normalise: withoutHint,
  },
};

/** `why` is a hint in the cases, not a text to be met. */
function withoutHint(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'why'));
}

/** Elements of a web address' query have no order. */
function sortElements(value: unknown): unknown {
  const elements = member(value, 'elements');
  if (typeof value !== 'object' || !Array.isArray(elements)) return value;
  return {
    ...value,
    elements: elements.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(input: unknown, name: string): string {
  const value = member(input, name);
  if (typeof value !== 'string') throw new TypeError(`input.${name} is not a text`);
  return value;
}

/** GS1 codes, pure: numbers, scans, links, dates, in-store codes. No clock, no Node API. */
export { type Link, parseDigitalLink } from './digital-link.ts';
export { aiDate } from './elements/ai-date.ts';
export { type Element, parseElementString, type Refusal } from './elements/element-string.ts';
export { type Meaning, meaningOf } from './elements/meaning.ts';
export { checkDigit, hasCheckDigit } from './keys/check-digit.ts';
export { type Gtin, parseGtin } from './keys/gtin.ts';
export { expandUpcE, type UpcE } from './keys/upc-e.ts';
export { priceVerifier } from './price-verifier.ts';
export { parseScan, type Scan } from './scan.ts';
export {
  labelledArticle,
  parseVariableMeasure,
  type VariableMeasure,
  type VariableMeasureTemplate,
} from './variable-measure.ts';

/** Postal codes as a country writes them. Pure. */
import { provinces, readPostalCode } from './canada.ts';

export type Country = 'CA' | 'US' | 'FR';
export const isKnownCountry = (country: string): country is Country => /^(CA|US|FR)$/.test(country);

const states = new Set(
  (
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN ' +
    'TX UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP'
  ).split(' '),
);

export type CheckedCode = Readonly<
  { ok: true; postalCode: string } | { ok: false; field: 'postalCode' | 'region'; reason: string }
>;

/**
 * @param region ISO 3166-2 without its country: `QC`, `NY`; France has none.
 * @returns the code as it is printed, `H2X 1Y4`, or what is wrong.
 */
export function checkPostalCode(country: Country, region: string, text: string): CheckedCode {
  const code = text.toUpperCase().replace(/[\s-]+/g, '');
  if (country === 'CA') return canadian(region, code);
  if (country === 'US') return american(region, code);
  return french(code);
}

const wrong = (field: 'postalCode' | 'region', reason: string): CheckedCode => ({ ok: false, field, reason });

function canadian(region: string, code: string): CheckedCode {
  if (!provinces.has(region)) return wrong('region', 'must be a province or territory, such as QC');
  const read = readPostalCode(code);
  if (!read) return wrong('postalCode', 'must be a Canadian postal code, such as H2X 1Y4');
  if (read.region !== region) return wrong('postalCode', `is not one of ${region}, but of ${read.region}`);
  return { ok: true, postalCode: read.postalCode };
}

/** Source: USPS Publication 28, 2.4: five digits, or nine. */
function american(region: string, code: string): CheckedCode {
  if (!states.has(region)) return wrong('region', 'must be a state, such as NY');
  if (!/^(\d{5}|\d{9})$/.test(code))
    return wrong('postalCode', 'must be a ZIP code, such as 10001 or 10001-0001');
  return { ok: true, postalCode: code.length === 9 ? `${code.slice(0, 5)}-${code.slice(5)}` : code };
}

/** Source: La Poste, code postal: departments 01 to 95, overseas 971 to 978 and 984 to 988; 99 is for foreign countries. */
function french(code: string): CheckedCode {
  if (!/^(0[1-9]\d{3}|[1-8]\d{4}|9[0-5]\d{3}|97[1-8]\d{2}|98[4-8]\d{2}|980\d{2})$/.test(code))
    return wrong('postalCode', 'must be a French postal code, such as 75011');
  return { ok: true, postalCode: code };
}

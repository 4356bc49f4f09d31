/** A Canadian postal code and the province that it lies in. Source: Canada Post, Addressing Guidelines, "Postal code". */

/** D, F, I, O, Q and U are never used, W and Z never first. */
const form = /^([ABCEGHJ-NPRSTVXY])(\d)([ABCEGHJ-NPRSTV-Z])(\d[ABCEGHJ-NPRSTV-Z]\d)$/;

const provinceOf: Readonly<Record<string, string>> = {
  A: 'NL',
  B: 'NS',
  C: 'PE',
  E: 'NB',
  G: 'QC',
  H: 'QC',
  J: 'QC',
  K: 'ON',
  L: 'ON',
  M: 'ON',
  N: 'ON',
  P: 'ON',
  R: 'MB',
  S: 'SK',
  T: 'AB',
  V: 'BC',
  X: 'NT',
  Y: 'YT',
};
/** X is shared: these three areas are Nunavut's. */
const nunavut = new Set(['X0A', 'X0B', 'X0C']);

export const provinces: ReadonlySet<string> = new Set([...Object.values(provinceOf), 'NU']);

/** @returns `H2J 1Y0` and `QC`; undefined for what is no postal code. */
export function readPostalCode(typed: string): Readonly<{ postalCode: string; region: string }> | undefined {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '');
  const letter = form.exec(plain)?.[1];
  const region = letter === undefined ? undefined : provinceOf[letter];
  if (region === undefined) return undefined;
  const area = plain.slice(0, 3);
  return { postalCode: `${area} ${plain.slice(3)}`, region: nunavut.has(area) ? 'NU' : region };
}

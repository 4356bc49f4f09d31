/**
 * What the demo's goods weigh with their wrapping, for parcels: by what their names say, else by their kind. Invented, as prices are;
 * of a real product nothing is said that its name does not say.
 */
import type { AssortmentRow } from './data.ts';

/** The attribute by which parcels are weighed. Source: docs/adr/0081. */
export const weightCode = 'weight_g';
export const weightAttribute = {
  name: { fr: 'Poids', en: 'Weight' },
  ...{ type: 'number', unit: 'g', choices: [], isFilter: false, forPromotions: false },
};

const contents = /(?:(\d{1,2})\s?[x×]\s?)?(\d{1,4}(?:[.,]\d{1,3})?)\s?(kg|g|ml|l)\b/i;
/** A litre of what a grocer sells weighs about a kilogram. */
const gramsOf: Readonly<Record<string, number>> = { kg: 1000, g: 1, l: 1000, ml: 1 };
const gramsMax = 30_000;

/** @returns undefined for a name that does not say. */
export function gramsOfName(name: string): number | undefined {
  const [, times = '1', amount = '', unit = ''] = contents.exec(name) ?? [];
  const grams = Number(times) * Number(amount.replace(',', '.')) * (gramsOf[unit.toLowerCase()] ?? 0);
  return grams > 0 && grams <= gramsMax ? wrapped(grams) : undefined;
}

/** With a box, a bottle or a bag around it. */
const wrapped = (grams: number): number => Math.ceil((grams * 1.06 + 10) / 5) * 5;

const gramsByCategory: Readonly<Record<string, number>> = {
  ...{ 'fruits-frais': 130, 'legumes-frais': 450, 'herbes-fraiches': 60, oeufs: 730, saucisses: 500 },
  ...{ pains: 550, 'petits-pains-bagels': 540, 'tortillas-pitas': 420, viennoiseries: 95, gateaux: 130 },
  ...{ 'boissons-chaudes': 380, 'boissons-froides-comptoir': 480, 'patisseries-comptoir': 130 },
  ...{ 'repas-comptoir': 380, biscuits: 70, barres: 40, gommes: 25, thes: 70, tisanes: 60 },
  ...{ 'soins-corps': 20, 'hygiene-dentaire': 30, 'hygiene-feminine': 220, 'premiers-soins': 90 },
  ...{ nettoyage: 60, 'papier-sacs': 900, 'cuisine-table': 400, 'jardin-fleurs': 700, papeterie: 180 },
  ...{ 'cartes-emballages': 90, livres: 850, cadeaux: 1500, jouets: 600 },
  ...{ vetements: 200, 'vetements-enfants': 250, 'sacs-accessoires': 350 },
};
/** Unlike the rest of their kind. */
const gramsBySku: Readonly<Record<string, number>> = {
  ...{ 'BO-25': 900, 'BO-26': 950, 'BO-27': 1100, 'MA-07': 45 },
  ...{ 'CC-25': 10, 'CC-50': 10, 'CC-100': 10 },
};

/** @returns undefined for a family, which nobody buys, and for what is sold by weight. */
export function gramsOfRow({ sku, name, category, soldBy, family }: AssortmentRow): number | undefined {
  if (family || soldBy === 'weight') return undefined;
  return gramsBySku[sku] ?? gramsOfName(name.fr) ?? gramsByCategory[category];
}

/** As a row of an import says it. */
export const weighing = (grams: number | undefined): object =>
  grams === undefined ? {} : { attributes: { [weightCode]: { fr: String(grams), en: String(grams) } } };

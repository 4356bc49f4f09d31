/** The columns of a spreadsheet of products: how French and English files head them, and what they are called in ours. Pure. */
import { attributeCode } from '../attributes/attributes.ts';
import { plainWords } from '../words.ts';

export type Column = Readonly<{ field: string; part?: 'fr' | 'en'; attribute?: string }>;

type Named = readonly [column: Column, fr: string, en: string, also: string];

/** In the order in which our own files have them. What else a file may call them is folded: no accents, no capitals. */
const named: readonly Named[] = [
  [{ field: 'id' }, 'id', 'id', 'identifiant'],
  [
    { field: 'sku' },
    'ugs',
    'sku',
    'code code_article code_produit numero_article no_article reference ref item_code item_number product_code',
  ],
  [
    { field: 'gtin' },
    'code_barres',
    'barcode',
    'gtin gtins upc ean cup code_upc code_ean code_barre codes_barres barcodes',
  ],
  [{ field: 'name' }, 'nom', 'name', 'produit article designation libelle product item title titre'],
  [
    { field: 'name', part: 'fr' },
    'nom_fr',
    'name_fr',
    'nom_francais french_name name_french description_francaise',
  ],
  [
    { field: 'name', part: 'en' },
    'nom_en',
    'name_en',
    'nom_anglais english_name name_english description_anglaise',
  ],
  [{ field: 'category' }, 'categorie', 'category', 'rayon departement department'],
  [
    { field: 'price' },
    'prix',
    'price',
    'prix_de_vente prix_vente prix_unitaire unit_price selling_price retail_price',
  ],
  [
    { field: 'taxCategory' },
    'categorie_de_taxe',
    'tax_category',
    'taxcategory taxe taxes tax categorie_taxe code_de_taxe tax_code',
  ],
  [{ field: 'soldBy' }, 'vendu_par', 'sold_by', 'soldby vendu_au unite unite_de_vente unit'],
  [{ field: 'family' }, 'est_famille', 'family', 'is_family'],
  [{ field: 'familySku' }, 'ugs_famille', 'family_sku', 'familysku famille parent_sku ugs_parent'],
  [{ field: 'variantName' }, 'variante', 'variant', 'variant_name'],
  [{ field: 'variantName', part: 'fr' }, 'variante_fr', 'variant_fr', ''],
  [{ field: 'variantName', part: 'en' }, 'variante_en', 'variant_en', ''],
  [{ field: 'imageUrl' }, 'image', 'image', 'image_url imageurl photo picture'],
  [{ field: 'rank' }, 'rang', 'rank', 'ordre order'],
  [{ field: 'favourite' }, 'favori', 'favourite', 'favorite'],
  [{ field: 'options' }, 'options', 'options', 'option'],
  [{ field: 'cost' }, 'cout', 'cost', 'prix_coutant cout_unitaire unit_cost prix_d_achat'],
  [{ field: 'minimumAge' }, 'age_minimal', 'minimum_age', 'age age_minimum minimumage'],
  [{ field: 'tracks' }, 'a_noter', 'tracks', 'suivi tracking'],
  [
    { field: 'isCharge' },
    'est_consigne',
    'is_charge',
    'ischarge consigne ecofrais deposit is_deposit eco_fee',
  ],
  [{ field: 'charges' }, 'consignes', 'charges', 'frais deposits eco_fees consignes_et_ecofrais'],
];

/** All that a file of products may say, attributes apart. */
export const fields: ReadonlySet<string> = new Set(named.map(([{ field }]) => field));

/** Our report of what to fix has them; they say nothing of a product. */
const passedOver = new Set(['raison', 'reason']);

const byHeading: Readonly<Record<string, Column>> = Object.fromEntries(
  named.flatMap(([column, fr, en, also]) =>
    [fr, en, ...also.split(' ')].filter(Boolean).map((heading) => [heading, column]),
  ),
);

/** `attribut_couleur`, `attribute_colour_en`: as many columns as a file wants. */
function attributeColumn(heading: string): Column | undefined {
  const [, code, part] = /^attribute?_(.+?)(?:_(fr|en))?$/.exec(heading) ?? [];
  if (code === undefined || !attributeCode.test(code)) return undefined;
  return { field: 'attributes', attribute: code, ...(part === 'fr' || part === 'en' ? { part } : {}) };
}

const foldedOf = (heading: string) => plainWords(heading).join('_');

export const columnOf = (heading: string): Column | undefined =>
  byHeading[foldedOf(heading)] ?? attributeColumn(foldedOf(heading));

/** Nothing to read, and nothing to complain of. */
export const isPassedOver = (heading: string) => heading.trim() === '' || passedOver.has(foldedOf(heading));

/** What our own files call a column; the English one also names it in the interface. */
export function headingOf({ field, part, attribute }: Column, language: 'fr' | 'en'): string {
  if (attribute !== undefined)
    return [language === 'fr' ? 'attribut' : 'attribute', attribute, part].filter(Boolean).join('_');
  const [, fr, en] = named.find(([column]) => column.field === field && column.part === part) ?? [
    '',
    field,
    field,
  ];
  return language === 'fr' ? fr : en;
}

/** Ours first, in their order; then attributes by their code. */
export function inColumnOrder(columns: readonly Column[]): Column[] {
  const place = ({ field, part, attribute }: Column) =>
    attribute === undefined
      ? String(named.findIndex(([column]) => column.field === field && column.part === part)).padStart(3, '0')
      : `999 ${attribute} ${part === 'fr' ? 0 : 1}`;
  return [...columns].sort((one, other) => (place(one) < place(other) ? -1 : 1));
}

/** What can be wrong with a row, and how the report says it: what is wrong, and what to do. */

export type FaultCode =
  | 'bad-json'
  | 'bad-csv'
  | 'row-too-long'
  | 'unknown-field'
  | 'bad-id'
  | 'missing-code'
  | 'bad-sku'
  | 'bad-gtin'
  | 'bad-check-digit'
  | 'gtin-taken'
  | 'sku-taken'
  | 'duplicate-gtin'
  | 'duplicate-sku'
  | 'missing-name'
  | 'name-too-long'
  | 'missing-price'
  | 'bad-price'
  | 'ambiguous-price'
  | 'zero-price'
  | 'negative-price'
  | 'price-too-high'
  | 'price-needs-two'
  | 'family-price'
  | 'bad-currency'
  | 'missing-category'
  | 'unknown-category'
  | 'unknown-tax-category'
  | 'bad-sold-by'
  | 'unknown-family'
  | 'missing-variant'
  | 'bad-rank'
  | 'bad-favourite'
  | 'bad-image'
  | 'bad-attributes'
  | 'bad-age'
  | 'bad-value'
  | 'unknown-option'
  | 'bad-options'
  | 'options-of-none'
  | 'missing-option'
  | 'variant-taken'
  | 'duplicate-variant'
  | 'bad-cost'
  | 'bad-tracks'
  | 'unknown-charge'
  | 'too-many-charges'
  | 'charge-of-charge'
  | 'charge-stays';

export type Fault = Readonly<{
  field: string;
  /** As it stood in the file, cut to a readable length. */
  value: string;
  code: FaultCode;
  /** What the sentence is about: the other row, the SKU that has the barcode … */
  detail: string;
}>;

const valueLengthMax = 120;

export function fault(field: string, value: unknown, code: FaultCode, detail = ''): Fault {
  const text =
    value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return { field, value: text.slice(0, valueLengthMax), code, detail };
}

type Sentence = (detail: string) => string;

const sentences: Readonly<Record<FaultCode, readonly [fr: Sentence, en: Sentence]>> = {
  'price-needs-two': [
    () => 'Un prix ne change qu’à deux : proposez-le à la page Prix.',
    () => 'A price takes two people to change: propose it on the Prices page.',
  ],
  'bad-json': [() => 'Cette ligne n’est pas un objet JSON.', () => 'This line is not a JSON object.'],
  'bad-csv': [
    (why) => `Le fichier ne se lit plus à partir d’ici : ${why}. Vérifiez les guillemets.`,
    (why) => `The file cannot be read from here on: ${why}. Check the quotation marks.`,
  ],
  'row-too-long': [() => 'Cette ligne est trop longue.', () => 'This line is too long.'],
  'unknown-field': [
    () => 'Ce champ n’existe pas. Retirez-le ou corrigez son nom.',
    () => 'There is no such field. Remove it or correct its name.',
  ],
  'bad-id': [() => 'L’identifiant n’est pas un UUID.', () => 'The id is not a UUID.'],
  'missing-code': [() => 'Il faut un UGS ou un code-barres.', () => 'A SKU or a barcode is needed.'],
  'bad-sku': [
    () => 'Un UGS compte de 1 à 40 caractères, sans espace au bord.',
    () => 'A SKU has 1 to 40 characters, with no space at its ends.',
  ],
  'bad-gtin': [
    () => 'Ce n’est pas un code-barres de 8, 12, 13 ou 14 chiffres.',
    () => 'This is not a barcode of 8, 12, 13 or 14 digits.',
  ],
  'bad-check-digit': [
    (digit) =>
      digit
        ? `Le chiffre de contrôle est faux : ${digit} était attendu.`
        : 'Le chiffre de contrôle est faux.',
    (digit) => (digit ? `The check digit is wrong: ${digit} was expected.` : 'The check digit is wrong.'),
  ],
  'gtin-taken': [
    (sku) => `Ce code-barres est déjà celui du produit ${sku}.`,
    (sku) => `This barcode already belongs to product ${sku}.`,
  ],
  'sku-taken': [
    (id) => `Cet UGS est déjà celui du produit ${id}.`,
    (id) => `This SKU already belongs to product ${id}.`,
  ],
  'duplicate-gtin': [
    (row) => `Ce code-barres est déjà à la ligne ${row}.`,
    (row) => `This barcode is already in row ${row}.`,
  ],
  'duplicate-sku': [
    (row) => `Ce produit est déjà à la ligne ${row}.`,
    (row) => `This product is already in row ${row}.`,
  ],
  'missing-name': [() => 'Il faut un nom.', () => 'A name is needed.'],
  'name-too-long': [() => 'Le nom dépasse 200 caractères.', () => 'The name is longer than 200 characters.'],
  'missing-price': [() => 'Un nouveau produit a besoin d’un prix.', () => 'A new product needs a price.'],
  'bad-price': [() => 'Ce n’est pas un prix, comme 12,34.', () => 'This is not a price such as 12.34.'],
  'ambiguous-price': [
    () => 'Milliers ou décimales? Écrivez le prix avec deux décimales.',
    () => 'Thousands or decimals? Write the price with two decimals.',
  ],
  'zero-price': [
    () => 'Un prix de zéro est refusé : un article gratuit se donne par une promotion.',
    () => 'A price of zero is refused: an item is given away by a promotion.',
  ],
  'negative-price': [() => 'Un prix ne peut pas être négatif.', () => 'A price cannot be negative.'],
  'price-too-high': [
    () => 'Le prix dépasse 1 000 000,00 $. Vérifiez la décimale.',
    () => 'The price exceeds $1,000,000.00. Check the decimal mark.',
  ],
  'family-price': [
    () => 'Une famille ne se vend pas : donnez le prix à ses variantes.',
    () => 'A family is not sold: give its variants the price.',
  ],
  'bad-currency': [() => 'Les prix sont en CAD.', () => 'Prices are in CAD.'],
  'missing-category': [
    () => 'Un nouveau produit a besoin d’une catégorie.',
    () => 'A new product needs a category.',
  ],
  'unknown-category': [() => 'Cette catégorie n’existe pas.', () => 'There is no such category.'],
  'unknown-tax-category': [
    () => 'Cette catégorie de taxe n’existe pas.',
    () => 'There is no such tax category.',
  ],
  'bad-sold-by': [
    () => 'Vendu à la pièce (piece) ou au poids (weight).',
    () => 'Sold by piece or by weight.',
  ],
  'unknown-family': [
    () => 'Cette famille n’existe pas. Mettez sa ligne avant ses variantes.',
    () => 'There is no such family. Put its row before its variants.',
  ],
  'missing-variant': [
    () => 'Une variante a besoin d’un nom de variante.',
    () => 'A variant needs a variant name.',
  ],
  'bad-rank': [
    () => 'Le rang est un nombre entier à partir de 1.',
    () => 'The rank is a whole number from 1.',
  ],
  'bad-favourite': [() => 'Répondez oui ou non.', () => 'Answer yes or no.'],
  'bad-image': [
    () => 'L’image est une adresse qui commence par / ou https://.',
    () => 'The picture is an address that begins with / or https://.',
  ],
  'bad-attributes': [
    () =>
      'Au plus 30 attributs, chacun un code en minuscules (couleur) et une valeur d’au plus 100 caractères.',
    () => 'At most 30 attributes, each a code in lower case (colour) and a value of at most 100 characters.',
  ],
  'bad-value': [
    (told) => {
      const [code, words] = told.split('\t');
      return words ? `${code} : choisissez parmi ${words}.` : `${code} : il faut un nombre, comme 12,5.`;
    },
    (told) => {
      const [code, , words] = told.split('\t');
      return words ? `${code}: choose one of ${words}.` : `${code}: it takes a number such as 12.5.`;
    },
  ],
  'unknown-option': [
    (codes) => `Définissez d’abord l’attribut ${codes}, à la page Attributs.`,
    (codes) => `Define the attribute ${codes} first, on the Attributes page.`,
  ],
  'bad-options': [
    () => 'Une famille a au plus trois options, chacune une fois.',
    () => 'A family has at most three options, each once.',
  ],
  'options-of-none': [() => 'Seule une famille a des options.', () => 'Only a family has options.'],
  'missing-option': [
    (codes) => `Une variante a besoin d’une valeur pour ${codes}.`,
    (codes) => `A variant needs a value for ${codes}.`,
  ],
  'variant-taken': [
    (sku) => `La variante ${sku} a déjà ces options.`,
    (sku) => `Variant ${sku} already has these options.`,
  ],
  'duplicate-variant': [
    (row) => `La variante de la ligne ${row} a déjà ces options.`,
    (row) => `The variant in row ${row} already has these options.`,
  ],
  'bad-cost': [() => 'Ce n’est pas un coût, comme 12,34.', () => 'This is not a cost such as 12.34.'],
  'bad-age': [() => 'L’âge est un nombre d’années, de 1 à 120.', () => 'The age is in years, from 1 to 120.'],
  'unknown-charge': [
    (sku) => `${sku} n’est pas une consigne ni un écofrais. Mettez sa ligne avant.`,
    (sku) => `${sku} is no deposit or eco-fee. Put its row before.`,
  ],
  'too-many-charges': [
    () => 'Un produit a au plus cinq consignes et écofrais.',
    () => 'A product has at most five deposits and eco-fees.',
  ],
  'charge-of-charge': [
    () => 'Une consigne ou un écofrais n’en a pas d’autre.',
    () => 'A deposit or an eco-fee has no other.',
  ],
  'charge-stays': [
    () => 'C’est une consigne ou un écofrais : changez-le à sa page.',
    () => 'This is a deposit or an eco-fee: change it on its page.',
  ],
  'bad-tracks': [
    () => 'À noter à la vente : série (serial) ou lot.',
    () => 'Written down at the sale: serial or lot.',
  ],
};

export function reasonOf(code: string, detail: string, language: 'fr' | 'en'): string {
  const pair = sentences[code as FaultCode];
  return pair ? pair[language === 'fr' ? 0 : 1](detail) : code;
}

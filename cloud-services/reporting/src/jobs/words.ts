/** The words and numbers of files, in the reader's language. Québec French: `12 345,67 $`, `14 h 05`. */
import type { Language } from '../api.ts';

export const noBreak = '\u00a0';

const words = {
  'sales-consolidated': { fr: 'Ventes consolidées', en: 'Consolidated sales' },
  products: { fr: 'Ventes par produit', en: 'Sales by product' },
  'sale-lines': { fr: 'Lignes de vente', en: 'Sale lines' },
  'tax-return': { fr: 'Déclaration de taxes', en: 'Tax return' },
  tenders: { fr: 'Modes de paiement', en: 'Tenders' },
  journal: { fr: 'Journal comptable', en: 'Accounting journal' },
  'stock-value': { fr: 'Valeur du stock', en: 'Stock value' },
  closings: { fr: 'Archives des Z', en: 'Archive of Zs' },
  custom: { fr: 'Rapport sur mesure', en: 'Custom report' },
  weekday: { fr: 'Jour de la semaine', en: 'Day of the week' },
  hour: { fr: 'Heure', en: 'Hour' },
  kind: { fr: 'Genre', en: 'Kind' },
  sale: { fr: 'Vente', en: 'Sale' },
  return: { fr: 'Retour', en: 'Return' },
  noCategory: { fr: 'Sans catégorie', en: 'No category' },
  totalMinor: { fr: 'Total', en: 'Total' },
  subtotalMinor: { fr: 'Sous-total', en: 'Subtotal' },
  discountMinor: { fr: 'Rabais', en: 'Discounts' },
  deliveryMinor: { fr: 'Livraison', en: 'Delivery' },
  taxMinor: { fr: 'Taxes', en: 'Taxes' },
  roundingMinor: { fr: 'Arrondi', en: 'Rounding' },
  amountMinor: { fr: 'Avant taxes', en: 'Before taxes' },
  paidMinor: { fr: 'Payé', en: 'Paid' },
  chargedMinor: { fr: 'Taxe', en: 'Tax' },
  rate: { fr: 'Taux (%)', en: 'Rate (%)' },
  soldBase: { fr: 'Ventes taxées', en: 'Taxed sales' },
  soldTax: { fr: 'Taxe perçue', en: 'Tax collected' },
  backBase: { fr: 'Retours taxés', en: 'Taxed returns' },
  backTax: { fr: 'Taxe rendue', en: 'Tax given back' },
  owedTax: { fr: 'Taxe à remettre', en: 'Tax to remit' },
  untaxed: { fr: 'Détaxé ou exonéré', en: 'Zero-rated or exempt' },
  documents: { fr: 'Pièces', en: 'Documents' },
  received: { fr: 'Reçu', en: 'Received' },
  given: { fr: 'Rendu', en: 'Given back' },
  account: { fr: 'Compte', en: 'Account' },
  accountName: { fr: 'Nom du compte', en: 'Account name' },
  detail: { fr: 'Détail', en: 'Detail' },
  debit: { fr: 'Débit', en: 'Debit' },
  credit: { fr: 'Crédit', en: 'Credit' },
  unitCost: { fr: 'Coût unitaire', en: 'Unit cost' },
  value: { fr: 'Valeur', en: 'Value' },
  register: { fr: 'Caisse', en: 'Register' },
  zNumber: { fr: 'Z nº', en: 'Z no.' },
  returned: { fr: 'Total des retours', en: 'Total of returns' },
  overShort: { fr: 'Écart de caisse', en: 'Over or short' },
  perpetualTotal: { fr: 'Cumul de la caisse', en: 'Register’s lifetime total' },
  'account-cash': { fr: 'Encaisse', en: 'Cash on hand' },
  'account-card': { fr: 'Cartes à recevoir', en: 'Cards receivable' },
  'account-online-payments': { fr: 'Paiements en ligne à recevoir', en: 'Online payments receivable' },
  'account-gift-cards': { fr: 'Cartes-cadeaux en circulation', en: 'Gift cards outstanding' },
  'account-store-credit': { fr: 'Crédits de magasin', en: 'Store credit outstanding' },
  'account-loyalty-points': { fr: 'Points de fidélité', en: 'Loyalty points' },
  'account-other-tenders': { fr: 'Autres modes de paiement', en: 'Other tenders' },
  'account-tips': { fr: 'Pourboires dus au personnel', en: 'Tips owed to staff' },
  'account-sales': { fr: 'Ventes', en: 'Sales' },
  'account-delivery': { fr: 'Livraison', en: 'Delivery' },
  'account-taxes': { fr: 'Taxes à remettre', en: 'Taxes payable' },
  'account-cash-rounding': { fr: 'Arrondi comptant', en: 'Cash rounding' },
  'account-disputes': { fr: 'Paiements contestés', en: 'Disputed payments' },
  'account-payment-fees': { fr: 'Frais de litige', en: 'Dispute fees' },
  'account-unexplained': { fr: 'À expliquer', en: 'To be explained' },
  tip: { fr: 'Pourboire', en: 'Tip' },
  'gift-card': { fr: 'Carte-cadeau', en: 'Gift card' },
  'store-credit': { fr: 'Crédit de magasin', en: 'Store credit' },
  period: { fr: 'Période', en: 'Period' },
  to: { fr: 'au', en: 'to' },
  store: { fr: 'Magasin', en: 'Store' },
  channel: { fr: 'Canal', en: 'Channel' },
  pos: { fr: 'Magasins', en: 'Stores' },
  web: { fr: 'Boutique en ligne', en: 'Online shop' },
  allStores: { fr: 'Tous les magasins', en: 'All stores' },
  bothChannels: { fr: 'Les deux canaux', en: 'Both channels' },
  asOf: { fr: 'À jour le', en: 'As of' },
  day: { fr: 'Jour', en: 'Day' },
  week: { fr: 'Semaine du', en: 'Week of' },
  month: { fr: 'Mois', en: 'Month' },
  category: { fr: 'Catégorie', en: 'Category' },
  cashier: { fr: 'Caissier', en: 'Cashier' },
  tender: { fr: 'Mode de paiement', en: 'Tender' },
  tax: { fr: 'Taxe', en: 'Tax' },
  sales: { fr: 'Ventes', en: 'Sales' },
  returns: { fr: 'Retours', en: 'Returns' },
  subtotal: { fr: 'Sous-total', en: 'Subtotal' },
  discounts: { fr: 'Rabais', en: 'Discounts' },
  delivery: { fr: 'Livraison', en: 'Delivery' },
  taxes: { fr: 'Taxes', en: 'Taxes' },
  rounding: { fr: 'Arrondi', en: 'Rounding' },
  total: { fr: 'Total', en: 'Total' },
  beforeTaxes: { fr: 'Avant taxes', en: 'Before taxes' },
  amount: { fr: 'Montant', en: 'Amount' },
  number: { fr: 'Numéro', en: 'Number' },
  time: { fr: 'Heure (UTC)', en: 'Time (UTC)' },
  product: { fr: 'Produit', en: 'Product' },
  sku: { fr: 'UGS', en: 'SKU' },
  quantity: { fr: 'Quantité', en: 'Quantity' },
  before: { fr: 'Période précédente', en: 'Period before' },
  trend: { fr: 'Évolution', en: 'Change' },
  onHand: { fr: 'En stock', en: 'On hand' },
  sellThrough: { fr: 'Taux d’écoulement', en: 'Sell-through' },
  margin: { fr: 'Marge', en: 'Margin' },
  page: { fr: 'Page', en: 'Page' },
  cash: { fr: 'Comptant', en: 'Cash' },
  card: { fr: 'Carte', en: 'Card' },
  local: { fr: 'Carte en ligne', en: 'Card online' },
  'loyalty-points': { fr: 'Points de fidélité', en: 'Loyalty points' },
  exchange: { fr: 'Échange', en: 'Exchange' },
  GST: { fr: 'TPS', en: 'GST' },
  QST: { fr: 'TVQ', en: 'QST' },
  HST: { fr: 'TVH', en: 'HST' },
  PST: { fr: 'TVP', en: 'PST' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;
export type Word = keyof typeof words;

export const say = (language: Language, word: Word): string => words[word][language];

/** A code's name where we have one, else the code. */
export const sayCode = (language: Language, code: string): string =>
  code in words ? words[code as Word][language] : code;

const locales = { fr: 'fr-CA', en: 'en-CA' } as const;
const tidy = (text: string) => text.replace(/-/g, '\u2212').replace(/[ \u202f]/g, noBreak);
const formats = new Map<string, Intl.NumberFormat>();
function format(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.NumberFormat(locales[language], options);
  formats.set(key, known);
  return known;
}

export const moneyText = (language: Language, minor: number): string =>
  tidy(
    format(language, { style: 'currency', currency: 'CAD', currencyDisplay: 'narrowSymbol' }).format(
      minor / 100,
    ),
  );
export const numberText = (language: Language, value: number): string =>
  tidy(format(language, { maximumFractionDigits: 4 }).format(value));
export const percentText = (language: Language, ratio: number): string =>
  tidy(format(language, { style: 'percent', maximumFractionDigits: 1 }).format(ratio));

/** `2026-11-24, 14 h 05`, `2026-11-24, 2:05 p.m.` */
export function momentText(language: Language, at: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(at);
  const parts = new Intl.DateTimeFormat('fr-CA', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const time =
    language === 'fr'
      ? `${Number(part('hour'))}${noBreak}h${noBreak}${part('minute')}`
      : new Intl.DateTimeFormat('en-CA', { hour: 'numeric', minute: '2-digit', hour12: true, timeZone })
          .format(at)
          .replace(/\s/g, noBreak);
  return `${day}, ${time}`;
}

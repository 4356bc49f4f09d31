/** What the parts of somebody's data are called, by their names in the interface. */
import type { Language } from '../../app/src/shared/paths.ts';

export type Labels = Readonly<{
  title: string;
  nothing: string;
  yes: string;
  no: string;
  of: ReadonlyMap<string, string>;
}>;

/** Name in the interface, in French, in English. */
const names = [
  ['profile', 'Profil', 'Profile'],
  ['consents', 'Consentements', 'Consents'],
  ['purchases', 'Achats', 'Purchases'],
  ['orders', 'Commandes', 'Orders'],
  ['points', 'Points', 'Points'],
  ['notes', 'Notes du service à la clientèle', 'Notes of customer support'],
  ['sessions', 'Appareils connectés', 'Signed-in devices'],
  ['passkeys', 'Clés d’accès', 'Passkeys'],
  ['kept', 'Liste de souhaits', 'Wish list'],
  ['cart', 'Panier', 'Cart'],
  ['id', 'Numéro interne', 'Internal number'],
  ['email', 'Courriel', 'E-mail'],
  ['firstName', 'Prénom', 'First name'],
  ['lastName', 'Nom', 'Last name'],
  ['name', 'Nom', 'Name'],
  ['recipient', 'Destinataire', 'Recipient'],
  ['language', 'Langue', 'Language'],
  ['phone', 'Téléphone', 'Phone'],
  ['addresses', 'Adresses', 'Addresses'],
  ['address', 'Adresse', 'Address'],
  ['city', 'Ville', 'City'],
  ['region', 'Province ou État', 'Province or state'],
  ['postalCode', 'Code postal', 'Postal code'],
  ['country', 'Pays', 'Country'],
  ['preferences', 'Préférences', 'Preferences'],
  ['smsOrderUpdates', 'Nouvelles des commandes par SMS', 'Order news by SMS'],
  ['marketingEmail', 'Offres par courriel', 'Offers by e-mail'],
  ['analytics', 'Mesure d’audience', 'Audience measurement'],
  ['loyalty', 'Fidélité', 'Loyalty'],
  ['tier', 'Niveau', 'Tier'],
  ['cardNumber', 'Numéro de carte', 'Card number'],
  ['at', 'Date', 'Date'],
  ['createdAt', 'Créé', 'Created'],
  ['confirmedAt', 'Confirmé', 'Confirmed'],
  ['lastUsedAt', 'Dernier usage', 'Last used'],
  ['expiresAt', 'Fin', 'Expires'],
  ['exportedAt', 'Réuni le', 'Gathered on'],
  ['source', 'Origine', 'Source'],
  ['channel', 'Magasin ou boutique en ligne', 'Store or online shop'],
  ['number', 'Numéro', 'Number'],
  ['status', 'État', 'Status'],
  ['checkout', 'Paiement', 'Payment'],
  ['failure', 'Motif de l’échec', 'Reason of the failure'],
  ['contact', 'Coordonnées données', 'Contact given'],
  ['delivery', 'Livraison', 'Delivery'],
  ['deliveryMethod', 'Mode de livraison', 'Way of delivery'],
  ['billing', 'Facturation', 'Billing'],
  ['lines', 'Lignes', 'Lines'],
  ['quantity', 'Quantité', 'Quantity'],
  ['refundedQuantity', 'Quantité remboursée', 'Quantity refunded'],
  ['removedQuantity', 'Quantité retirée', 'Quantity removed'],
  ['unitPriceMinor', 'Prix unitaire', 'Unit price'],
  ['amountMinor', 'Montant', 'Amount'],
  ['totals', 'Sommes', 'Totals'],
  ['subtotalMinor', 'Sous-total', 'Subtotal'],
  ['discountMinor', 'Rabais', 'Discount'],
  ['deliveryMinor', 'Frais de livraison', 'Delivery charge'],
  ['totalMinor', 'Total', 'Total'],
  ['capturedMinor', 'Payé', 'Paid'],
  ['refundedMinor', 'Remboursé', 'Refunded'],
  ['taxes', 'Taxes', 'Taxes'],
  ['discounts', 'Rabais', 'Discounts'],
  ['refunds', 'Remboursements', 'Refunds'],
  ['returns', 'Retours', 'Returns'],
  ['parcels', 'Colis', 'Parcels'],
  ['history', 'Suivi', 'History'],
  ['reason', 'Raison', 'Reason'],
  ['text', 'Texte', 'Text'],
  ['staffId', 'Membre du personnel', 'Staff member'],
  ['productId', 'Produit', 'Product'],
  ['currency', 'Devise', 'Currency'],
  ['businessDate', 'Date de vente', 'Date of sale'],
  ['locationId', 'Lieu', 'Place'],
  ['device', 'Appareil', 'Device'],
  ['version', 'Version', 'Version'],
] as const;

const called = (column: 1 | 2) => new Map<string, string>(names.map((row) => [row[0], row[column]]));

export const labels: Readonly<Record<Language, Labels>> = {
  fr: {
    title: 'Ce que Comptoir garde de vous',
    nothing: 'Rien.',
    yes: 'oui',
    no: 'non',
    of: called(1),
  },
  en: { title: 'What Comptoir keeps of you', nothing: 'Nothing.', yes: 'yes', no: 'no', of: called(2) },
};

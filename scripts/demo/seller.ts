/** Numbers that nobody has: a receipt or an invoice of the demo must not look like a real merchant's. */
export const taxRegistrations = [
  { code: 'GST', number: '100000000 RT0001 (démo)' },
  { code: 'QST', number: '1000000000 TQ0001 (démo)' },
];

/** Where letters that need consent say that the seller is to be written to. */
export const sellerPostalAddress = 'Comptoir, 4200, rue Saint-Denis, Montréal (Québec)  H2J 2K8';

/** A store as head office enters it. */
export const storeOf = (id: string, number: string) => ({
  id,
  code: `S${number}`,
  number,
  name: `Magasin ${number}`,
  address: ['1, rue Principale', 'Montréal QC'],
  phone: '514 555-0100',
  timeZone: 'America/Toronto',
  currency: 'CAD',
  jurisdiction: 'CA-QC',
  taxRegistrations: [{ code: 'GST', number: '123456789 RT0001' }],
  registers: [
    { id: `${id}-r1`, number: '1' },
    { id: `${id}-r2`, number: '2' },
  ],
  receiptFooter: { fr: 'Merci', en: 'Thank you' },
});

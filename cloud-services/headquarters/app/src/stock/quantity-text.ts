/** A quantity as it is typed: comma and period both mean decimal. @returns undefined for what is none. */
export function quantityOf(typed: string): string | undefined {
  const plain = typed
    .trim()
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.');
  return /^\d{1,9}(\.\d{1,3})?$/.test(plain) ? String(Number(plain)) : undefined;
}

/** As it is shown in a field that is typed into. */
export const typedOf = (quantity: string, locale: 'fr-CA' | 'en-CA'): string =>
  locale === 'fr-CA' ? quantity.replace('.', ',') : quantity;

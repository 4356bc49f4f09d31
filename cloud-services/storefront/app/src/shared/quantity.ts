/** A quantity as somebody types it: `2`, `0,345`, `0.345`. */
const form = /^\d{1,4}(?:[.,]\d{1,3})?$/;

/** @returns as the services write it, `0` included; undefined for what is no quantity. */
export function readQuantity(typed: string): string | undefined {
  const plain = typed.trim().replace(/\u00a0/g, '');
  if (!form.test(plain)) return undefined;
  const value = Number(plain.replace(',', '.'));
  return String(value);
}

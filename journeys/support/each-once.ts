/** Whether head office has each of these sales, and once. */
import { expect } from 'vitest';
import { headOffice } from './house.ts';

/** @param timeout how long the last of them may take to arrive. */
export async function expectEachOnce(
  storeId: string,
  receipts: readonly string[],
  timeout = 60_000,
): Promise<void> {
  const sold = new Set(receipts);
  const known = async () =>
    (await headOffice.sales(storeId).catch(() => []))
      .map(({ receiptNumber }) => receiptNumber)
      .filter((receipt) => sold.has(receipt))
      .sort();
  await expect.poll(async () => (await known()).length, { timeout }).toBeGreaterThanOrEqual(sold.size);
  expect(await known()).toEqual([...sold].sort());
}

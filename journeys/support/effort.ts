/** What a path costs whoever is at the till: keys and touches, as the page hears them. A scan comes by the store's server and costs nothing. */
import type { Page } from 'playwright-core';

const counting = `(() => {
  const spent = { keys: 0, touches: 0 };
  globalThis.spentHere = spent;
  const count = (what) => (event) => { if (event.isTrusted && !['Shift', 'Control', 'Alt'].includes(event.key)) spent[what] += 1; };
  addEventListener('keydown', count('keys'), { capture: true });
  addEventListener('pointerup', count('touches'), { capture: true });
})()`;

/** @returns `3 keys, 1 touch`. */
export async function effortOf(page: Page, work: () => Promise<unknown>): Promise<string> {
  const isCounting = await page.evaluate<boolean>('globalThis.spentHere !== undefined');
  if (!isCounting) await page.evaluate(counting);
  await page.evaluate('Object.assign(globalThis.spentHere, { keys: 0, touches: 0 })');
  await work();
  const { keys, touches } = await page.evaluate<{ keys: number; touches: number }>('globalThis.spentHere');
  return `${keys} ${keys === 1 ? 'key' : 'keys'}, ${touches} ${touches === 1 ? 'touch' : 'touches'}`;
}

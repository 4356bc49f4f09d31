/** What every act of the till works on. */
import type { EdgeClient } from '../edge/client.ts';
import { Catalogue } from '../replica/catalogue.ts';
import type { Codes } from '../sale/recognise.ts';
import { play, type Sound } from '../sound/sounds.ts';
import type { Notice } from './notice.ts';
import { store } from './store.ts';

export const nowText = (): string => new Date().toISOString();

/** Prices are those of this store's tills, at this moment. */
export const catalogue = new Catalogue(() => ({
  channel: 'pos',
  storeId: store.state.register?.store.id,
  at: nowText(),
}));

/** What a scan is read by: the catalogue, and the store's own labels. */
export const codes = (): Codes => ({
  byCode: (code) => catalogue.byCode(code),
  inStore: store.state.settings['in-store-codes'],
});

let client: EdgeClient | null = null;
export const setClient = (next: EdgeClient): void => {
  client = next;
};
/** Only screens behind pairing call it. */
export function edge(): EdgeClient {
  if (!client) throw new Error('the edge is asked before this till is paired');
  return client;
}

export function sound(name: Sound): void {
  if (store.state.sound) play(name);
}

/** The words stand where one types: an amount or a code that they refuse makes room for them, and is typed again. */
export function tell(notice: Notice, name: Sound): void {
  const { entry } = store.state;
  const isInTheWay = name === 'refused' && !entry.searching && entry.text !== '';
  store.set({ notice, ...(isInTheWay ? { entry: { ...entry, text: '' } } : {}) });
  sound(name);
}

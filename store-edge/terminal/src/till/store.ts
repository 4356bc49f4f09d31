/** One value, watched. */
import { initialSettings } from '@comptoir/sync-protocol/settings/initial-settings';
import { useSyncExternalStore } from 'react';
import { newDraft } from '../sale/draft.ts';
import { emptyEntry } from '../sale/entry.ts';
import { newId } from '../sale/ids.ts';
import { readSettings } from './settings.ts';
import type { TillState } from './state.ts';

function startState(): TillState {
  const { theme, sound, locale } = readSettings();
  return {
    stage: 'starting',
    pairing: { busy: false, problem: null },
    link: { reachable: false, since: null },
    storageFull: false,
    clockAheadMs: 0,
    storageKept: null,
    edge: null,
    catchUpFrom: 0,
    terminalId: '',
    register: null,
    rules: null,
    catalogue: { productCount: 0, ready: false, version: 0 },
    training: null,
    session: null,
    login: { busy: false, problem: null },
    shift: 'unknown',
    shiftToOpen: null,
    shiftClosed: null,
    draft: newDraft(newId(), new Date().toISOString()),
    priced: null,
    pricedAt: '',
    coupons: [],
    pricesAsOf: null,
    onHand: {},
    entry: emptyEntry,
    weight: null,
    results: { ids: [], selected: 0 },
    notice: null,
    panel: 'favourites',
    dialog: null,
    finished: null,
    payment: null,
    value: null,
    returning: null,
    receiptLanguage: 'fr',
    tendering: false,
    sales: [],
    provisionalCount: 0,
    settings: initialSettings,
    checked: null,
    scannedFavourite: null,
    prints: {},
    locale,
    theme,
    sound,
    spoken: '',
  };
}

export class TillStore {
  #state = startState();
  readonly #watchers = new Set<() => void>();

  get state(): TillState {
    return this.#state;
  }

  set(patch: Partial<TillState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const watcher of this.#watchers) watcher();
  }

  readonly watch = (watcher: () => void) => {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  };
}

export const store = new TillStore();

/** @param select must give the same reference for the same state. */
export const useTill = <T>(select: (state: TillState) => T): T =>
  useSyncExternalStore(store.watch, () => select(store.state));

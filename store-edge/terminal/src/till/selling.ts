/** Ringing up: scans, codes, quantities, search, voids. Each act answers at once, by a line or by words and a sound. */
import { isCardNumber } from '@comptoir/sync-protocol/ids/card-number';
import { parseCollectProof } from '@comptoir/sync-protocol/ids/collect-proof';
import { parseValueCode } from '@comptoir/sync-protocol/ids/value-code';
import {
  parseProvisionalNumber,
  parseReceiptNumber,
  receiptTokenIn,
} from '@comptoir/sync-protocol/records/receipt-number';
import { formatMoney } from '@comptoir/ui-kit';
import { nameOf } from '../i18n/names.ts';
import { type Admitted, admit } from '../sale/admit.ts';
import { lineInHand } from '../sale/draft.ts';
import { emptyEntry, multiplied, typed } from '../sale/entry.ts';
import { newId } from '../sale/ids.ts';
import { pieceNumberIn, type Recognised, recogniseScan, recogniseTyped } from '../sale/recognise.ts';
import { answerPiece, ask } from './asking.ts';
import { somebodyIsThere } from './auto-lock.ts';
import { isBadge, scanBadge } from './badges.ts';
import { change, openSale, startSale } from './basket.ts';
import { catalogue, codes, nowText, sound, tell } from './context.ts';
import { giveCoupon, isCoupon, letCouponsGo } from './coupons.ts';
import { attachByCard } from './customers.ts';
import { openHandOver } from './handing-over.ts';
import { isPaying, refusesChange } from './held.ts';
import { askOnHand } from './on-hand.ts';
import { openReturnOf, scanInReturn } from './returning.ts';
import { store } from './store.ts';
import { openValue } from './value-paying.ts';
import { noteVoid } from './voids.ts';
import { hasScale, weigh } from './weighing.ts';

const resultsMax = 60;
/** The same code twice within this time is one scan seen twice. Source: scanner page of the cases. */
const sameScanMs = 300;
let lastScan = { text: '', atMs: 0 };

export function scan(text: string, aim: string | null, atMs: number): void {
  if (text === lastScan.text && atMs - lastScan.atMs < sameScanMs) return;
  lastScan = { text, atMs };
  somebodyIsThere();
  performance.mark('till:scan');
  const { dialog, session, shift } = store.state;
  if (isBadge(text)) scanBadge(text, atMs);
  // Nobody at the till, or a question that wants an answer first: refused in words, never queued.
  else if (session === null || shift === null || shift === 'unknown') sound('refused');
  else if (dialog?.kind === 'return') scanInReturn(text, aim);
  else if (dialog?.kind === 'favourites') scanFavourite(text, aim);
  else if (dialog?.kind === 'price-check') checkPrice(text, aim);
  else if (dialog?.kind === 'piece') answerPiece(dialog, pieceNumberIn(text, aim, dialog.tracks));
  // What pays is under way: whatever is scanned would change it, or open something over it.
  else if (isPaying()) tell({ kind: dialog === null ? 'payment-running' : 'scan-in-dialog' }, 'refused');
  else if (dialog === null && isReceipt(text)) void openReturnOf(text);
  else if (parseCollectProof(text) && (dialog === null || dialog.kind === 'hand-over')) openHandOver(text);
  else if (isCardNumber(text) && (dialog === null || dialog.kind === 'customer')) void attachByCard(text);
  else if (isCoupon(text) && (dialog === null || dialog.kind === 'coupon')) void giveCoupon(text);
  else if (isValueCode(text) && (dialog === null || dialog.kind === 'value')) openValue(text);
  else if (dialog !== null) tell({ kind: 'scan-in-dialog' }, 'refused');
  else take(recogniseScan(text, aim, codes()));
}

function scanFavourite(text: string, aim: string | null): void {
  const scanned = recogniseScan(text, aim, codes());
  sound(scanned.is === 'product' ? 'done' : 'refused');
  if (scanned.is === 'product') store.set({ scannedFavourite: { productId: scanned.product.id } });
}

/** What an article costs, and nothing is added. @param aim null: typed or by keyboard. */
export function checkPrice(text: string, aim: string | null): void {
  const scanned = recogniseScan(text, aim, codes());
  const typed = scanned.is === 'product' ? scanned : recogniseTyped(text, codes());
  const isKnown = typed.is === 'product';
  sound(isKnown ? 'done' : 'refused');
  store.set({ checked: isKnown ? { productId: typed.product.id } : { unknown: text } });
}

const isValueCode = (text: string): boolean => parseValueCode(text) !== null;
/** By its code, or by its number, scanned or typed. */
const isReceipt = (text: string): boolean =>
  receiptTokenIn(text) !== null ||
  (parseReceiptNumber(text) ?? parseProvisionalNumber(text.toUpperCase())) !== null;

/** `Enter`: the code typed, or the result chosen. Empty does nothing. */
export function enter(): void {
  const { entry, results } = store.state;
  if (isReceipt(entry.text)) {
    endSearch();
    void openReturnOf(entry.text);
    return;
  }
  if (entry.searching) {
    const product = catalogue.get(results.ids[results.selected] ?? '');
    if (product) take({ is: 'product', product, quantity: null });
    return;
  }
  if (entry.text !== '') take(recogniseTyped(entry.text, codes()));
}

export const addProduct = (productId: string): void => {
  const product = catalogue.get(productId);
  if (product) take({ is: 'product', product, quantity: null });
};

function take(recognised: Recognised): void {
  const { entry, draft, catalogue: held, rules, panel } = store.state;
  const admitted = admit(recognised, {
    draft,
    entryQuantity: entry.quantity,
    isPaying: isPaying(),
    hasRules: rules !== null,
    catalogueReady: held.ready,
  });
  if (admitted.is === 'add') {
    add(admitted);
    return;
  }
  store.set({
    entry: { ...emptyEntry, quantity: entry.quantity },
    panel: panel === 'search' ? 'favourites' : panel,
  });
  if (admitted.notice.kind === 'weight-wanted' && recognised.is === 'product' && hasScale()) {
    const { product } = recognised;
    void weigh(product, (quantity) => take({ is: 'product', product, quantity }));
  } else tell(admitted.notice, 'refused');
}

function add({ product, quantity, piece, labelPriceMinor }: Extract<Admitted, { is: 'add' }>): void {
  // The next scan ends what Change due shows and begins the next sale.
  store.set({
    entry: emptyEntry,
    notice: null,
    finished: null,
    panel: 'favourites',
    results: { ids: [], selected: 0 },
  });
  if (store.state.draft.lines.length === 0) openSale();
  const charges = (product.chargeIds ?? []).flatMap((id) => catalogue.get(id) ?? []);
  const added = { product, quantity, piece, labelPriceMinor, charges };
  void change({ type: 'added', lineId: newId(), at: nowText(), ...added });
  ask();
  askOnHand(product.id);
  sound('done');
  const { locale, priced } = store.state;
  const last = priced?.lines.at(-1);
  if (last && priced) {
    const amount = formatMoney(last.amountMinor, locale);
    store.set({
      spoken: `${nameOf(product, locale)}, ${amount}. Total ${formatMoney(priced.totalMinor, locale)}`,
    });
  }
  measurePaint();
}

/** The measure of the budget: from the scan to the frame that shows its line. */
function measurePaint(): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      if (performance.getEntriesByName('till:scan').length === 0) return;
      performance.measure('till:scan-to-line', 'till:scan');
      performance.clearMarks('till:scan');
      // Whoever measures observes; kept, a day's scans would pile up.
      performance.clearMeasures('till:scan-to-line');
    };
    channel.port2.postMessage(null);
  });
}

export function type(characters: string): void {
  const { finished, panel } = store.state;
  const entry = typed(store.state.entry, characters);
  // Typing on Change due begins the next sale, as a scan does; on Pay it is an amount.
  const over =
    finished !== null && panel === 'change' ? { finished: null, panel: 'favourites' as const } : {};
  store.set({ entry, notice: null, ...over });
  if (entry.searching) search();
}

export function search(): void {
  const { entry, panel } = store.state;
  if (refusesChange()) return;
  const found = catalogue.search(entry.text, resultsMax);
  store.set({
    entry: { ...entry, searching: true },
    results: { ids: found.map((product) => product.id), selected: 0 },
    panel: 'search',
    finished: panel === 'change' ? null : store.state.finished,
  });
}

export function endSearch(): void {
  store.set({ entry: emptyEntry, panel: 'favourites', results: { ids: [], selected: 0 } });
}

export function setEntry(entry: typeof emptyEntry): void {
  store.set({ entry, notice: null });
  if (entry.searching && entry.text === '') endSearch();
  else if (entry.searching) search();
}

/** `6 *`, or `*` alone on the line in hand with the number typed after: only a number before it counts. */
export function multiply(): void {
  const { entry } = store.state;
  if (entry.text === '') return;
  const next = multiplied(entry);
  if (next) store.set({ entry: next, notice: null });
  else tell({ kind: 'bad-quantity' }, 'refused');
}

export function moveSelection(by: 1 | -1): void {
  const { entry, results } = store.state;
  if (entry.searching) {
    const selected = Math.max(0, Math.min(results.ids.length - 1, results.selected + by));
    store.set({ results: { ...results, selected } });
    return;
  }
  void change({ type: 'selection-moved', by });
}

export function selectLine(lineId: string): void {
  const { draft } = store.state;
  // A deposit is in hand with its article.
  const meant = draft.lines.find((line) => line.id === lineId)?.chargeOf ?? lineId;
  void change({ type: 'selected', lineId: draft.selectedLineId === meant ? null : meant });
}

export function changeQuantity(by: 1 | -1): void {
  const { draft } = store.state;
  const line = lineInHand(draft);
  if (!line) return;
  if (refusesChange()) return;
  const product = catalogue.get(line.productId);
  if (product?.soldBy === 'weight') return;
  store.set({ notice: null });
  if (by === -1 && line.quantity === '1') {
    voidLine(line.id);
    return;
  }
  void change({ type: 'quantity-changed', lineId: line.id, by });
}

export function voidLine(lineId?: string): void {
  const { draft } = store.state;
  const line = draft.lines.find((one) => one.id === lineId) ?? lineInHand(draft);
  if (!line) return;
  if (refusesChange()) return;
  noteVoid(
    'line',
    draft.lines.filter(({ id, chargeOf }) => id === line.id || chargeOf === line.id),
  );
  void change({ type: 'line-voided', lineId: line.id });
  const product = catalogue.get(line.productId);
  tell({ kind: 'line-voided', nameFr: product?.nameFr ?? '', nameEn: product?.nameEn ?? '' }, 'attention');
}

export function askVoidSale(): void {
  const { draft } = store.state;
  if (draft.lines.length === 0) return;
  if (refusesChange()) return;
  store.set({ dialog: { kind: 'void-sale' } });
}

export function voidSale(): void {
  noteVoid('sale', store.state.draft.lines);
  letCouponsGo(store.state.draft.coupons ?? []);
  store.set({ dialog: null, entry: emptyEntry, panel: 'favourites' });
  startSale();
  tell({ kind: 'sale-voided' }, 'attention');
}

/** Leaves Change due without a scan. */
export function nextSale(): void {
  // Begun on disk too: a page that is loaded anew does not come back to what was handed over.
  openSale();
  store.set({ finished: null, panel: 'favourites', entry: emptyEntry, notice: null });
}

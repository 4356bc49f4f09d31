/** From a blank page to a till that sells: one tab, a key, a link, a catalogue. Each step works from disk first. */
import type {
  EdgeState,
  OpenShiftRequest,
  RegisterAnswer,
  RulesAnswer,
  Shift,
} from '@comptoir/edge-agent/api';
import { initialSettings } from '@comptoir/sync-protocol/settings/initial-settings';
import type { StoreSettings } from '@comptoir/sync-protocol/settings/store-settings';
import type { SignedHead } from '@comptoir/sync-protocol/wire/calls';
import { EdgeClient, pair, tellKey } from '../edge/client.ts';
import { clockAheadMs } from '../edge/edge-time.ts';
import { newKeyPair } from '../edge/identity.ts';
import { lead } from '../edge/leading-tab.ts';
import { OwnKey } from '../edge/own-key.ts';
import { openSocket } from '../edge/socket.ts';
import { type Identity, tillStore } from '../edge/till-store.ts';
import { activate } from '../i18n/i18n.ts';
import { Replica } from '../replica/replica.ts';
import type { Written } from '../replica/write-behind.ts';
import { type KeptFinished, stillToHandBack } from '../sale/finished.ts';
import { lockWhenIdle } from './auto-lock.ts';
import { keepSignInsOf } from './away-sign-in.ts';
import { badgesSignIn } from './badges.ts';
import { keep, reprice, show } from './basket.ts';
import { apply as applyPayment, follow } from './card.ts';
import { catalogue, edge, setClient } from './context.ts';
import { followCustomer, tellCustomerAgain } from './customer-display.ts';
import { readShift } from './kept-shift.ts';
import { keepWhenLeft, takeLeft } from './left-basket.ts';
import { followLink, found, lost } from './link.ts';
import { keepForLater, lookForNewVersion } from './new-version.ts';
import { followTheClock } from './prices-by-the-clock.ts';
import { seePrint } from './printing.ts';
import { kick, loadSales, seeBooks } from './sale-queue.ts';
import { scan } from './selling.ts';
import { lock, loginByBadge, sessionLost, showTheme } from './session.ts';
import { store } from './store.ts';
import { leaveTraining } from './training.ts';
import { loadVoids, tellVoids } from './voids.ts';

/** RESYNC comes in bursts; rules change rarely and are small. */
const rulesDelayMs = 150;

let replica: Replica | null = null;
let ownKey: OwnKey | null = null;

export async function start(): Promise<void> {
  activate(store.state.locale);
  showTheme();
  await lead(() => store.set({ stage: 'other-tab' }));
  store.set({ stage: 'starting' });
  void navigator.storage.persist().then((storageKept) => store.set({ storageKept }));
  void keepForLater();
  lockWhenIdle(() => void lock());
  badgesSignIn((badge) => void lock().then(() => loginByBadge(badge)));
  void tillStore.forgetTraining();
  const identity = await tillStore.identity();
  if (identity) return open(identity);
  store.set({ stage: 'unpaired' });
  const code = new URLSearchParams(location.hash.slice(1)).get('pair');
  if (code !== null) await pairWith(code);
}

export async function pairWith(code: string): Promise<void> {
  store.set({ pairing: { busy: true, problem: null } });
  try {
    const { privateKey, publicKeyJwk } = await newKeyPair();
    const reply = await pair(code.trim(), publicKeyJwk, navigator.userAgent.slice(0, 80));
    if (reply.is !== 'ok') {
      const problem = reply.is === 'problem' ? reply.problem.type : 'unreachable';
      return store.set({ pairing: { busy: false, problem } });
    }
    const { terminalId, registerId, registerNumber } = reply.body;
    const identity: Identity = { key: 'identity', terminalId, registerId, registerNumber, privateKey };
    await tillStore.keepIdentity(identity);
    // Each terminal counts from the beginning: its numbers carry who it is.
    await tillStore.keepValue('provisional-count', 0);
    // The code is used up: it need not stay in the address.
    history.replaceState(null, '', location.pathname);
    store.set({ pairing: { busy: false, problem: null }, stage: 'starting' });
    await open(identity);
  } catch {
    // Without Ed25519 in the browser, or outside of a secure context, no key can be made.
    store.set({ stage: 'unsupported' });
  }
}

async function open(identity: Identity): Promise<void> {
  ownKey = new OwnKey(identity, { keep: tillStore.keepIdentity, tell: tellKey });
  const { token } = ownKey;
  setClient(new EdgeClient(token, sessionLost, leaveTraining));
  const [register, rules, kept, finished, shift, shiftToOpen, provisionalCount, settings, pricesAsOf] =
    await Promise.all([
      tillStore.value<RegisterAnswer>('register'),
      tillStore.value<RulesAnswer>('rules'),
      tillStore.draft(),
      tillStore.value<KeptFinished>('finished'),
      tillStore.value<Shift | null>('shift'),
      tillStore.value<OpenShiftRequest | null>('shift-to-open'),
      tillStore.value<number>('provisional-count'),
      tillStore.value<StoreSettings>('settings'),
      tillStore.value<string | null>('prices-as-of'),
      loadSales(),
      loadVoids(),
    ]);
  store.set({
    terminalId: identity.terminalId,
    register: register ?? null,
    rules: rules ?? null,
    shift: shift === undefined ? 'unknown' : shift,
    shiftToOpen: shiftToOpen ?? null,
    provisionalCount: provisionalCount ?? 0,
    pricesAsOf: pricesAsOf ?? null,
    settings: { ...initialSettings, ...settings },
  });
  const left = takeLeft();
  const draft = left ?? kept;
  // A sale that is frozen is no basket any more, whatever a crash left behind.
  const isSold = store.state.sales.some((sale) => sale.saleId === draft?.saleId);
  if (draft && !isSold) store.set({ draft });
  if (left && !isSold) void keep(left);
  // Once the drawer is counted, nothing of it is handed back any more.
  const waiting = shift ? stillToHandBack(finished, draft) : null;
  if (waiting) store.set({ finished: waiting, panel: 'change' });
  keepWhenLeft();
  if (register) store.set({ stage: 'ready' });
  const socket = openSocket(token, {
    onConnected: () => void connected(),
    onLost: () => {
      lost();
      // Perhaps it is there and refuses a token of the wrong time: its answer tells the right one.
      void edge().state().then(seeTime);
    },
    onRefused: (type) => {
      if (type === 'bad-token') void ownKey?.settle();
    },
    state: (state) => seeState(state, false),
    settings: seeSettings,
    scan: ({ text, aim }) => scan(text, aim, performance.now()),
    payment: (payment) => void applyPayment(payment),
    print: seePrint,
    weight: (weight) => store.set({ weight }),
    head: (head) => void keepHead(head),
    RESYNC: resync,
  });
  followLink(() => socket.disconnect().connect());
  followCustomer();
  followTheClock();
  kick();
  if (register) await openReplica(register.epoch);
}

function seeSettings(settings: StoreSettings): void {
  store.set({ settings });
  void tillStore.keepValue('settings', settings);
}

const resync = (): void => {
  replica?.resync();
  askRules();
};

async function openReplica(epoch: string): Promise<void> {
  await replica?.stop();
  // How long a till takes to be filled can be read off by anyone who looks (`bench/scan-to-line`).
  performance.mark('till:catalogue-begun');
  const kept = await tillStore.value<Written>('catalogue-written');
  const written = kept?.epoch === epoch ? kept : undefined;
  replica = new Replica(catalogue, {
    pull: async (after, limit) => {
      const reply = await edge().catalogue(after, limit);
      if (reply.is !== 'ok')
        throw new Error(`catalogue: ${reply.is === 'problem' ? reply.problem.type : reply.is}`);
      return reply.body;
    },
    onProgress: (productCount, caughtUp) => {
      const { version } = store.state.catalogue;
      // The screen is drawn anew for the first products and for the last, not for each page between.
      const telling = caughtUp || version === 0;
      if (caughtUp) performance.mark('till:catalogue-ready');
      const next = telling ? version + 1 : version;
      const ready = caughtUp || (written?.complete ?? false);
      // From the beginning of the page: a start from disk is over (`bench/till-day`).
      if (ready) performance.mark('till:ready-to-sell');
      store.set({ catalogue: { productCount, ready, version: next } });
      if (telling) show(store.state.draft);
    },
    keepWritten: async (now) => {
      if (now.complete) performance.mark('till:catalogue-stored');
      await tillStore.keepValue('catalogue-written', now);
    },
    onChanged: () => {
      const { version, ready } = store.state.catalogue;
      store.set({ catalogue: { productCount: catalogue.size, ready, version: version + 1 } });
      reprice();
    },
    onEpochChanged: () => void readRegister(),
  });
  await replica.start(epoch, written);
}

async function connected(): Promise<void> {
  found();
  lookForNewVersion();
  await readRegister();
  const state = await edge().state();
  seeTime();
  if (state.is === 'ok') seeState(state.body, true);
  void witness();
  tellCustomerAgain();
  replica?.resync();
  askRules();
  if (store.state.session) await readShift();
  kick();
  void tellVoids();
  if (store.state.draft.attempt) follow();
}

/** Before what the edge says now takes the place of what it said before: it may have gone back. */
async function witness(): Promise<void> {
  const reply = await edge().witness((await tillStore.value<SignedHead>('head')) ?? null);
  if (reply.is === 'ok' && reply.body.head) await keepHead(reply.body.head);
}

const keepHead = (head: SignedHead): Promise<void> => tillStore.keepValue('head', head);

const seeTime = (): void => store.set({ clockAheadMs: clockAheadMs() });

async function readRegister(): Promise<void> {
  const reply = await edge().register();
  if (reply.is === 'problem' && reply.problem.type === 'not-paired') return forget();
  if (reply.is !== 'ok') return;
  const before = store.state.register;
  if (reply.body.rotateKey) void ownKey?.change();
  await tillStore.keepValue('register', reply.body);
  await keepSignInsOf(reply.body.staff);
  store.set({ register: reply.body, stage: 'ready' });
  if (before?.epoch === reply.body.epoch) return;
  // A first start, or an edge that was rebuilt: its catalogue is another series.
  await openReplica(reply.body.epoch);
}

/** Another terminal took this register: the key is worth nothing any more, the sales that wait are kept. */
async function forget(): Promise<void> {
  await tillStore.forgetIdentity();
  store.set({ stage: 'unpaired', session: null, pairing: { busy: false, problem: 'not-paired' } });
}

/** To the minute: a till that is started anew while the edge is away tells the age of its prices all the same. */
function keepPricesAsOf(asOf: string | null): void {
  if (asOf?.slice(0, 16) !== store.state.pricesAsOf?.slice(0, 16))
    void tillStore.keepValue('prices-as-of', asOf);
}

function seeState(state: EdgeState, isAnswer: boolean): void {
  const { edge: before, catchUpFrom } = store.state;
  keepPricesAsOf(state.catalogue.asOf);
  const began = state.link === 'catching-up' && before?.link !== 'catching-up';
  store.set({
    edge: state,
    pricesAsOf: state.catalogue.asOf,
    catchUpFrom: began ? state.unsentSales : Math.max(catchUpFrom, state.unsentSales),
  });
  if (state.link === 'online' && state.unsentSales === 0) store.set({ catchUpFrom: 0 });
  seeBooks(state, isAnswer);
}

let rulesTimer: ReturnType<typeof setTimeout> | undefined;
function askRules(): void {
  clearTimeout(rulesTimer);
  rulesTimer = setTimeout(() => {
    void edge()
      .rules()
      .then((reply) => {
        if (reply.is !== 'ok') return;
        store.set({ rules: reply.body });
        reprice();
        void tillStore.keepValue('rules', reply.body);
      });
  }, rulesDelayMs);
}

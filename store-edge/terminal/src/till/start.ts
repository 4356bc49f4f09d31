/** From a blank page to a till that sells: one tab, a key, a link, a catalogue. Each step works from disk first. */
import type { EdgeState, RegisterAnswer, RulesAnswer } from '@comptoir/edge-agent/api';
import { EdgeClient, pair } from '../edge/client.ts';
import { newKeyPair, tokenSource } from '../edge/identity.ts';
import { lead } from '../edge/leading-tab.ts';
import { openSocket } from '../edge/socket.ts';
import { type Identity, tillStore } from '../edge/till-store.ts';
import { activate } from '../i18n/i18n.ts';
import { Replica } from '../replica/replica.ts';
import type { Written } from '../replica/write-behind.ts';
import { reprice, show } from './basket.ts';
import { apply as applyPayment, follow } from './card.ts';
import { catalogue, edge, nowText, setClient } from './context.ts';
import { dropCosigned, handOverAgain, kick, loadSales } from './sale-queue.ts';
import { scan } from './selling.ts';
import { readShift, showTheme } from './session.ts';
import { store } from './store.ts';

/** RESYNC comes in bursts; rules change rarely and are small. */
const rulesDelayMs = 150;
/** Told only after this: a restart of the edge of less is nobody's business, save at the moment of paying. */
const lostDelayMs = 1_200;

let replica: Replica | null = null;

export async function start(): Promise<void> {
  activate(store.state.locale);
  showTheme();
  await lead(() => store.set({ stage: 'other-tab' }));
  store.set({ stage: 'starting' });
  void navigator.storage.persist();
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
  const token = tokenSource(identity);
  setClient(new EdgeClient(token));
  const [register, rules, draft] = await Promise.all([
    tillStore.value<RegisterAnswer>('register'),
    tillStore.value<RulesAnswer>('rules'),
    tillStore.draft(),
    loadSales(),
  ]);
  store.set({ register: register ?? null, rules: rules ?? null });
  // A sale that is frozen is no basket any more, whatever a crash left behind.
  const isSold = store.state.sales.some((sale) => sale.saleId === draft?.saleId);
  if (draft && !isSold) store.set({ draft });
  if (register) store.set({ stage: 'ready' });
  openSocket(token, {
    onConnected: () => void connected(),
    onLost: lost,
    state: seeState,
    scan: ({ text, aim }) => scan(text, aim, performance.now()),
    payment: (payment) => void applyPayment(payment),
    print: (print) => store.set({ prints: { ...store.state.prints, [print.printId]: print } }),
    RESYNC: resync,
  });
  if (register) await openReplica(register.epoch);
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
      store.set({
        catalogue: { productCount, ready: caughtUp || (written?.complete ?? false), version: next },
      });
      if (telling) show(store.state.draft);
    },
    keepWritten: async (now) => {
      if (now.complete) performance.mark('till:catalogue-stored');
      await tillStore.keepValue('catalogue-written', now);
    },
    onChanged: (products) => {
      const { version, ready } = store.state.catalogue;
      store.set({ catalogue: { productCount: catalogue.size, ready, version: version + 1 } });
      reprice(products);
    },
    onEpochChanged: () => void readRegister(),
  });
  await replica.start(epoch, written);
}

async function connected(): Promise<void> {
  clearTimeout(lostTimer);
  const { notice } = store.state;
  // What was told while the edge was away is no longer true.
  const told = notice?.kind === 'edge-unreachable' ? { notice: null } : {};
  store.set({ link: { reachable: true, since: null }, ...told });
  await readRegister();
  const state = await edge().state();
  if (state.is === 'ok') seeState(state.body);
  replica?.resync();
  askRules();
  if (store.state.session) await readShift();
  kick();
  if (store.state.draft.attempt) follow();
}

let lostTimer: ReturnType<typeof setTimeout> | undefined;
function lost(): void {
  if (!store.state.link.reachable && store.state.link.since !== null) return;
  clearTimeout(lostTimer);
  const since = nowText();
  lostTimer = setTimeout(() => store.set({ link: { reachable: false, since } }), lostDelayMs);
}

async function readRegister(): Promise<void> {
  const reply = await edge().register();
  if (reply.is === 'problem' && reply.problem.type === 'not-paired') return forget();
  if (reply.is !== 'ok') return;
  const before = store.state.register;
  await tillStore.keepValue('register', reply.body);
  store.set({ register: reply.body, stage: 'ready' });
  if (before?.epoch === reply.body.epoch) return;
  // A first start, or an edge that was rebuilt: its catalogue is another series, its journal may lack our sales.
  await openReplica(reply.body.epoch);
  if (before) await handOverAgain();
}

/** Another terminal took this register: the key is worth nothing any more, the sales that wait are kept. */
async function forget(): Promise<void> {
  await tillStore.forgetIdentity();
  store.set({ stage: 'unpaired', session: null, pairing: { busy: false, problem: 'not-paired' } });
}

function seeState(state: EdgeState): void {
  const { edge: before, catchUpFrom } = store.state;
  const began = state.link === 'catching-up' && before?.link !== 'catching-up';
  store.set({
    edge: state,
    catchUpFrom: began ? state.unsentSales : Math.max(catchUpFrom, state.unsentSales),
  });
  if (state.link === 'online' && state.unsentSales === 0) {
    store.set({ catchUpFrom: 0 });
    void dropCosigned();
  }
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
        reprice([]);
        void tillStore.keepValue('rules', reply.body);
      });
  }, rulesDelayMs);
}

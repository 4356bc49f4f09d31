/** Wires the parts of the agent together and listens. `main.ts` gives it the real devices and the real sync. */

import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { openBackOffice } from './back-office/open-back-office.ts';
import { openBooks, type StoreParts } from './books.ts';
import { booksRoutes } from './books-routes.ts';
import { type Clock, systemClock } from './clock.ts';
import type { ClockWatch } from './clock-watch/clock-watch.ts';
import { watchTheClock } from './clock-watch/watch-the-clock.ts';
import { Closings } from './closings/closings.ts';
import { watchClosings } from './closings/watch-closings.ts';
import { makeReplicaReadable, openJournalFile } from './database/damaged.ts';
import { forgetDoubt, isInDoubt } from './database/doubt.ts';
import { freeBytes } from './database/free-space.ts';
import { growLog } from './database/grown-log.ts';
import { ReplicaFiles } from './database/replica-files.ts';
import { openCounter } from './devices/counter.ts';
import type { DeviceSet } from './devices/device-set.ts';
import { labelDesk } from './devices/labels.ts';
import { tellDevices } from './devices/tell-devices.ts';
import type { Edge } from './edge.ts';
import { tellWhatWaits } from './errands/tell-what-waits.ts';
import { witnessRoutes } from './heads/routes.ts';
import { openSignedHeads } from './heads/signed-heads.ts';
import { createApp } from './http/app.ts';
import { Callers } from './http/callers.ts';
import { createMetrics } from './http/metrics.ts';
import { TillSockets } from './http/sockets.ts';
import { createIds } from './ids.ts';
import type { Journal } from './journal/journal.ts';
import { openJournal } from './journal/open-journal.ts';
import { tailText } from './journal/tail-text.ts';
import { oncePerTurn } from './once-per-turn.ts';
import { orderRoutes } from './orders/routes.ts';
import { openAdminToken } from './pairing/admin-token.ts';
import { Pairing } from './pairing/pairing.ts';
import { TerminalTokens } from './pairing/terminal-token.ts';
import { pictureKeeper } from './pictures/picture-keeper.ts';
import type { Pictures } from './pictures/pictures.ts';
import { isProblem, problem } from './problem.ts';
import type { Register } from './register.ts';
import { releaseRoutes, type Upgrade } from './release/routes.ts';
import { standTrial } from './release/trial.ts';
import { Replica } from './replica/replica.ts';
import { watchAge } from './retention/watch-age.ts';
import { settingRoutes } from './settings/routes.ts';
import { Settings } from './settings/settings.ts';
import { OwnSecrets } from './staff/own-secrets.ts';
import { SecretsDesk } from './staff/secrets-desk.ts';
import { Staff } from './staff/staff.ts';
import { noStep, type Step } from './steps.ts';
import type { Enrolment, LinkState, StartSync, Sync } from './sync-port.ts';
import { spanRoutes } from './traces/routes.ts';
import { trainingRoutes } from './training/routes.ts';
import { Trainings } from './training/trainings.ts';
import { openStoreCodes } from './values/value-codes.ts';

export type AgentOptions = Readonly<{
  dataDir: string;
  port: number;
  /** 127.0.0.1 unless told. */
  host?: string;
  terminalDist?: string | undefined;
  backOfficeDist?: string | undefined;
  pictures?: Pictures;
  devicesRegister: string;
  devices: DeviceSet;
  enrolment: Enrolment;
  /** Under which customers open the page of a receipt, with a slash at its end. */
  receiptsUrl: string;
  startSync: StartSync;
  /** Of head office's cosignatures: what it signs is believed while cut off. */
  cloudPublicKey: Uint8Array;
  /** By the device's key, which every store of the chain knows: a receipt's code, a head. Base64. */
  sign: (text: string) => string;
  /** A signature by this device, of now or of before. */
  isOurs: (text: string, signature: string) => boolean;
  log: Logger;
  /** Called when the disk failed: must end the process. */
  fatal: (error: unknown) => void;
  clock?: Clock;
  /** A clock that never jumps, in milliseconds from any moment. */
  monotonicMs?: () => number;
  step?: Step;
  freeBytes?: () => Promise<number>;
  /** Gives the journal's log its full size before the first sale: tests have no use for the 32 MiB. */
  growsLog?: boolean;
  /** Comes up, shows its port and the journal's tail to its launcher, and begins nothing before that is content. */
  onTrial?: (port: number, tail: string) => Promise<void>;
  /** How long until the payment terminal is asked again, doubling. */
  askDelayMs?: Readonly<{ first: number; most: number }>;
}>;
export type Agent = Readonly<{
  port: number;
  edge: Edge;
  journal: Journal;
  /** A release that lies ready, and whether somebody asked for it. */
  upgrade: Upgrade;
  /** Of the last sale that was committed here, by a clock that never jumps. */
  lastSaleAtMs: () => number;
  stop: () => Promise<void>;
}>;

const DEFAULT_TIME_ZONE = 'America/Toronto';
const ASK_DELAY_MS = { first: 2_000, most: 60_000 };

export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { dataDir, devices, enrolment, log, clock = systemClock, step = noStep } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const replicaPath = join(dataDir, 'replica.db');
  const care = { thorough: isInDoubt(dataDir), log };
  makeReplicaReadable(new ReplicaFiles(replicaPath).inForce(), care);
  const { db, wasDamaged } = openJournalFile(join(dataDir, 'journal.db'), care);
  forgetDoubt(dataDir);
  const replica = new Replica(replicaPath);
  const newId = createIds(clock);
  const sockets = new TillSockets();
  const link: { sync?: Sync; devices?: ReturnType<typeof tellDevices> } = {};
  const watched: { clock?: ClockWatch } = {};
  const linkState = (): LinkState => link.sync?.state() ?? noLinkYet(clock);
  const free = options.freeBytes ?? (() => freeBytes(dataDir));

  const store = () => replica.store(enrolment.storeId);
  const registers = (): readonly Register[] => store()?.registers ?? enrolment.registers;
  const timeZone = () => store()?.timeZone ?? DEFAULT_TIME_ZONE;
  const closings = new Closings(db, enrolment.storeId);
  const { journal, alteredAt } = openJournal(
    {
      db,
      clock,
      newId,
      store: { id: enrolment.storeId, number: enrolment.storeNumber },
      timeZone,
      skewMs: () => link.sync?.state().clockSkewMs,
      holdsDate: () => watched.clock?.holdsDate() ?? false,
      rollOver: (businessDate, append) => closings.rollOver(businessDate, append),
    },
    log,
    wasDamaged,
  );
  if (options.growsLog) growLog(db.name);

  const pairing = new Pairing({
    db,
    clock,
    newId,
    registers,
    onReplaced: (terminalId) => sockets.drop(terminalId),
  });
  const ownSecrets = new OwnSecrets(db);
  const staff = new Staff({ db, replica, clock, ownSecrets });
  const codes = openStoreCodes(dataDir);
  const toServed = (tell: (registerId: string) => void) => {
    const served = registers().find((register) => register.number === options.devicesRegister);
    if (served) tell(served.id);
  };
  let lastSaleAtMs = performance.now();
  const announce = oncePerTurn(() => {
    sockets.state(edge.state());
    link.devices?.look();
  });
  const clockWatch = watchTheClock({
    ...{ db, journal, clock, log, fatal: options.fatal, onChange: announce.soon },
    monotonicMs: options.monotonicMs ?? (() => performance.now()),
  });
  watched.clock = clockWatch.watch;
  const counter = openCounter({
    devices,
    devicesRegister: options.devicesRegister,
    clock,
    onChange: announce.soon,
    onScan: (scan) => toServed((registerId) => sockets.scan(registerId, scan)),
    onWeight: (weight) => toServed((registerId) => sockets.weight(registerId, weight)),
  });
  const shared: StoreParts = {
    storeId: enrolment.storeId,
    devicesRegister: options.devicesRegister,
    ...{ clock, newId, replica, store, registers, staff, pairing, step },
    printer: devices.printer,
    sign: options.sign,
    receiptsUrl: options.receiptsUrl,
    link: linkState,
    freeBytes: free,
    onPayment: (registerId, state) => sockets.payment(registerId, state),
    onPrint: (registerId, state) => sockets.print(registerId, state),
  };
  const heads = openSignedHeads({
    ...{ db, journal, clock, log, sign: options.sign, fatal: options.fatal },
    onSigned: (head) => sockets.head(head),
  });
  const books = openBooks({
    ...shared,
    ...{ db, journal, closings, journalAlteredAt: alteredAt },
    clockSuspect: () => clockWatch.watch.suspect(),
    terminal: devices.paymentTerminal,
    terminalName: devices.paymentTerminalName,
    serviceIdFor: devices.serviceIdFor,
    askDelayMs: options.askDelayMs ?? ASK_DELAY_MS,
    compose: devices.compose,
    board: counter.board,
    cloudPublicKey: options.cloudPublicKey,
    valueCodes: codes.values,
    badgeCodes: codes.badges,
    findReceipt: async (number) => (await link.sync?.findReceipt(number)) ?? null,
    askHeadOffice: (method, path, body) =>
      link.sync?.askHeadOffice(method, path, body) ?? Promise.resolve({ is: 'no-answer' }),
    onZ: heads.signNow,
    onCommit: (seconds) => {
      lastSaleAtMs = performance.now();
      metrics.sales.inc();
      metrics.saleCommitSeconds.observe(seconds);
    },
  });
  const { edge, payments, spooler, stock, desk, spends, errands } = books;
  const metrics = createMetrics({
    journal,
    spooler,
    errands,
    freeBytes: free,
    feeds: () => link.sync?.feeds() ?? [],
  });

  const settings = new Settings({
    ...{ db, journal, storeId: enrolment.storeId },
    onChange: (now) => sockets.settings(now),
  });
  const servedRegister = () => registers().find(({ number }) => number === options.devicesRegister);
  const secrets = new SecretsDesk({
    ...{ journal, clock, newId, replica, staff, ownSecrets, errands },
    badgeCodes: codes.badges,
  });
  const backOffice = openBackOffice({
    secrets,
    giveBadge: (managerId, staffId) => {
      const register = servedRegister();
      if (!register) return noPrinter();
      const given = secrets.giveBadge(managerId, staffId);
      if (!isProblem(given))
        spooler.enqueue(newId(), 'badge', `${staffId}/${given.badgeId}`, register.id, 'fr');
      return given;
    },
    settings,
    clockWatch: clockWatch.watch,
    dataDir,
    db,
    edge,
    journal,
    replica,
    stock,
    clock,
    timeZone,
    newId,
    storeId: enrolment.storeId,
    registers,
    testDevice: counter.test,
    desk,
    printNote: (printId, transferId) => {
      const served = servedRegister();
      return served ? spooler.enqueue(printId, 'transfer', transferId, served.id, 'fr') : noPrinter();
    },
    printLabels: labelDesk({
      printer: devices.labelPrinter,
      product: (id) => replica.product(id),
      place: () => ({ channel: 'pos', storeId: enrolment.storeId, at: clock.now().toISOString() }),
    }),
  });

  const trainings = new Trainings({
    shared,
    timeZone,
    cloudPublicKey: options.cloudPublicKey,
    compose: devices.compose,
    states: () => counter.board.states(),
    routesOf: (books) => booksRoutes(books, callers),
  });
  const tokens = new TerminalTokens(pairing, clock);
  const callers = new Callers({ tokens, staff, registers, pairing, isAdminToken: openAdminToken(dataDir) });
  const upgrade: Upgrade = { waiting: null, asked: false };
  const app = createApp({
    edge,
    metrics,
    pictures: options.pictures,
    terminalDist: options.terminalDist,
    backOffice: backOffice.router,
    release: releaseRoutes(callers, upgrade),
    customerPage: counter.customerPage,
    calls: [
      trainingRoutes(callers, trainings),
      ...counter.routes(callers, (staffId) => edge.noteDrawer(staffId)),
      settingRoutes(callers, settings),
      orderRoutes(callers, desk),
      spanRoutes(callers),
      witnessRoutes(callers, heads, options.isOurs, (head) => link.sync?.witnessed(head)),
      booksRoutes(books, callers),
    ],
    backOfficeDist: options.backOfficeDist,
    log,
    fatal: options.fatal,
  });
  const { onTrial } = options;
  if (onTrial) await standTrial(app, (port) => onTrial(port, tailText(journal)));
  const server = createServer(app);
  sockets.attach(server, callers, { state: () => edge.state(), settings: () => settings.now() });

  const keepPictures = pictureKeeper(replica, options.pictures);
  journal.onAppend(announce.soon);
  link.sync = options.startSync({
    ...{ journal, db, replicaPath, enrolment },
    onClockCompared: (skewMs) => clockWatch.watch.heardFromCloud(skewMs),
  });
  link.devices = tellDevices({ sync: link.sync, states: () => counter.board.states() });
  link.sync.onChange(announce.soon);
  link.sync.onChange(() => void spends.releaseOwed());
  tellWhatWaits(link.sync, errands);
  link.sync.onFeed((feed) => {
    replica.reopen();
    if (feed === 'catalogue' || feed === 'configuration') sockets.resync();
    if (feed === 'catalogue') keepPictures();
    announce.soon();
  });
  counter.start();
  const closingWatch = watchClosings({ journal, closings, log, fatal: options.fatal });
  const ageWatch = watchAge({ db, journal, clock, log, sign: options.sign, fatal: options.fatal });
  spooler.start();
  payments.resume();

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  log.info({ port, journal: journal.id, seq: journal.tail().seq }, 'the agent sells');

  const stop = async () => {
    announce.stop();
    link.devices?.stop();
    closingWatch.stop();
    await ageWatch.stop();
    heads.stop();
    clockWatch.stop();
    await errands.stop();
    await link.sync?.stop();
    await sockets.close();
    payments.stop();
    await trainings.stop();
    counter.stop();
    await spooler.stop();
    await counter.close();
    backOffice.close();
    replica.close();
    db.close();
  };
  return { port, edge, journal, upgrade, lastSaleAtMs: () => lastSaleAtMs, stop };
}

const noPrinter = () =>
  problem(409, 'no-printer', 'No till has a printer', 'Have head office add the register.');

const noLinkYet = (clock: Clock): LinkState => ({
  link: 'offline',
  linkSince: clock.now().toISOString(),
  refusedBecause: null,
  clockSkewMs: 0,
});

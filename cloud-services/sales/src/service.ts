/** The parts of Sales, tied together: its folders know of each other only what is handed to them here. */
import { randomBytes } from 'node:crypto';
import {
  type DeviceCaller,
  errorFields,
  feedRoutes,
  type Guard,
  type Kit,
  problem,
  type Route,
  type ServiceOptions,
  startLoop,
  type Tx,
} from '@comptoir/service-kit';
import { guessTable } from '@comptoir/service-kit/auth/guesses';
import {
  notificationTables,
  notificationTraces,
  startNotifications,
} from '@comptoir/service-kit/notifications/notifications';
import { base64 } from '@comptoir/sync-protocol/bytes';
import { uuid7Generator } from '@comptoir/sync-protocol/ids/uuid7';
import { type SalesEnvironment, salesEnvironment } from './environment.ts';
import { devicesRoute } from './fleet/devices.ts';
import { measureFleet } from './fleet/measures.ts';
import { fleetRoutes } from './fleet/routes.ts';
import { holdSession } from './fleet/session.ts';
import { deviceKeys, edgeDevices, fleetHistory, fleetTables, recentNotes } from './fleet/store/migration.ts';
import { edgeById, noteSeen } from './fleet/store/rows.ts';
import { syncRoutes } from './fleet/sync-routes.ts';
import { tellKey } from './fleet/tell-key.ts';
import { archiveRoutes } from './journal/archive/routes.ts';
import { enterInCloudJournal } from './journal/cloud-journal.ts';
import type { Ingested, Projectors } from './journal/ingest.ts';
import { replayAll } from './journal/quarantine/decide.ts';
import { quarantineRoutes } from './journal/quarantine/routes.ts';
import { batchEncodings, limits } from './journal/read-batch.ts';
import { journalRoutes } from './journal/routes.ts';
import {
  journalKeys,
  journalTables,
  quarantineDecisions,
  signedHeadTables,
} from './journal/store/migration.ts';
import { keepRecordMonths, lateRecordMonths, recordMonths } from './journal/store/months.ts';
import { loadKeys } from './keys/keys.ts';
import { deviceTokenSeconds, jwksRoute, localKeys, staffTokenSeconds, tokenSigner } from './keys/tokens.ts';
import { legacyRoutes } from './legacy/routes.ts';
import { returnedItems, returnTables } from './legacy/store/migration.ts';
import { attachBell } from './live/bell.ts';
import { openChannels, salesChannel } from './live/channels.ts';
import { attachLive, type LiveMessage, summariesToldMax } from './live/live.ts';
import { tellOrders } from './orders/events.ts';
import { placesRoutes } from './places/routes.ts';
import { placesCoordinates, placesHours, placesTables } from './places/store/migration.ts';
import { listStores, storeById } from './places/store/rows.ts';
import { receiptMails } from './receipts/given-out/mail.ts';
import { receiptPage } from './receipts/given-out/page.ts';
import { recordSales } from './receipts/record-sales.ts';
import { revenueByStore } from './receipts/revenue.ts';
import { receiptsRoutes } from './receipts/routes.ts';
import { summaryOf } from './receipts/sale.ts';
import { discountsTables, pieceNumbers, receiptsTables, soldByTables } from './receipts/store/migration.ts';
import { knownSale, saleByNumber, summary } from './receipts/store/read.ts';
import { releaseFor } from './releases/at-session.ts';
import { fetchRoutes } from './releases/fetch-routes.ts';
import { releasesByEdge } from './releases/fleet-view.ts';
import { releasesRoutes } from './releases/routes.ts';
import { releaseTables } from './releases/store/migration.ts';
import { orderDoublesRoute } from './returns/order-doubles.ts';
import { recordReturns } from './returns/record-returns.ts';
import { returnsRoutes } from './returns/routes.ts';
import { orderDoubleReturns, tillReturns } from './returns/store/migration.ts';
import { tellDoubles } from './returns/tell-doubles.ts';
import { bootstrapAdmin } from './staff/bootstrap.ts';
import { secretRoutes } from './staff/change-secrets.ts';
import { staffRoutes } from './staff/routes.ts';
import { goodFromOf, sessionRoutes } from './staff/sessions.ts';
import { activeStaff, endedSessionsColumn, staffBadges, staffTables } from './staff/store/migration.ts';
import { tellStock } from './stock/tell.ts';
import { totalsRoutes } from './totals/routes.ts';
import { tellActs } from './trail/events.ts';
import { trailRoutes } from './trail/routes.ts';
import { trailTables } from './trail/store/migration.ts';
import { addToTrail } from './trail/store/rows.ts';
import { renewAllowance } from './values/allowance.ts';
import { letGoHeld } from './values/let-go.ts';
import { orderValueRoutes } from './values/order-routes.ts';
import { recordSpent, recordValues } from './values/record-values.ts';
import { valueRoutes } from './values/routes.ts';
import { heldValues, valueTables } from './values/store/migration.ts';
import { cosignedHeads, journalsByEdge, note, noteRefusal, noteTold } from './watch.ts';

type SalesKit = Kit<SalesEnvironment>;
const seenEveryMs = 5_000;
const forgottenEveryMs = 3_600_000;
/** Two months ahead of need. */
const monthsEveryMs = 3_600_000;
const now = () => new Date();
const newId = uuid7Generator({ now: Date.now, random: (length) => randomBytes(length) });

export const sales: ServiceOptions<SalesEnvironment> = {
  name: 'sales',
  environment: salesEnvironment,
  migrations: [
    staffTables,
    placesTables,
    fleetTables,
    journalTables,
    receiptsTables,
    returnTables,
    soldByTables,
    returnedItems,
    signedHeadTables,
    quarantineDecisions,
    fleetHistory,
    releaseTables,
    tillReturns,
    deviceKeys,
    journalKeys,
    trailTables,
    valueTables,
    heldValues,
    recentNotes,
    discountsTables,
    pieceNumbers,
    notificationTables,
    notificationTraces,
    activeStaff,
    staffBadges,
    endedSessionsColumn,
    guessTable,
    recordMonths,
    lateRecordMonths,
    placesCoordinates,
    orderDoubleReturns,
    edgeDevices,
    placesHours,
  ],
  stream: 'events.sales',
  keepsEvents: true,
  goodFrom: goodFromOf,
  keys: async ({ KEYS_DIR }) => localKeys(await loadKeys(KEYS_DIR)),
  routes: buildRoutes,
  attach(kit, server) {
    const { database, tokens, logger, redis } = kit;
    const channels = openChannels(redis, logger);
    startNotifications(kit);
    measureFleet({
      ...kit,
      now,
      storeCodes: () => storeCodes(kit),
      journals: () => journalsByEdge(database),
    });
    const revenueOf = async (date: string) => revenueByStore(database, await storeNames(kit), date, now());
    const sockets = [
      attachBell(server, tokens, channels),
      attachLive({ server, tokens, channels, revenueOf, logger }),
    ];
    kit.onClose(channels.close);
    const forgotten = startLoop('letting go of what was held', forgottenEveryMs, logger, () =>
      letGoHeld(database, now()),
    );
    kit.onClose(forgotten.close);
    const months = startLoop('keeping months of records', monthsEveryMs, logger, () =>
      keepRecordMonths(database),
    );
    kit.onClose(months.close);
    // What an older Sales could not read may be read by this one.
    const replay = replayAll({ ...projectors, database, now }, null, logger).catch((error: unknown) =>
      logger.warn(errorFields(error), 'the quarantine was not replayed'),
    );
    kit.onClose(async () => void (await replay));
    kit.onDrain(() => {
      // The transports, not the sockets: a client that is told to leave does not come back by itself.
      for (const io of sockets) io.engine.close();
    });
  },
};

async function buildRoutes(kit: SalesKit): Promise<Route[]> {
  const { database, tokens, config, logger } = kit;
  const keys = await loadKeys(config.KEYS_DIR);
  await bootstrapAdmin(database, config.BOOTSTRAP_ADMIN_PASSWORD, logger);
  const sign = tokenSigner(keys);
  const device = seenDevice(kit);
  const shopOf = async (storeId: string) => (await storeById(database.alone, storeId))?.configuration;
  return [
    jwksRoute(keys),
    ...staffRoutes({
      database,
      tokens,
      now,
      sign: async ({ id, roles, storeIds, sessionsEndedAt }) => ({
        accessToken: await sign(
          'staff',
          id,
          { roles, ...(storeIds.length > 0 ? { stores: storeIds } : {}) },
          sessionsEndedAt,
        ),
        expiresInSeconds: staffTokenSeconds,
      }),
    }),
    ...sessionRoutes({ database, tokens, now, tokenSeconds: staffTokenSeconds }),
    ...secretRoutes(database, device),
    ...placesRoutes(database, tokens),
    ...fleetRoutes({
      database,
      tokens,
      now,
      storeOf,
      storeCodes: () => storeCodes(kit),
      journals: () => journalsByEdge(database),
      releases: () => releasesByEdge(database),
    }),
    devicesRoute({ database, device, now }),
    ...releasesRoutes({
      database,
      tokens,
      now,
      releaseKeys: config.RELEASE_KEYS,
      isEdge: async (tx, edgeId) => (await edgeById(tx, edgeId)) !== undefined,
    }),
    ...fetchRoutes(database),
    ...syncRoutes({
      database,
      now,
      newId,
      storeOf,
      cloudPublicKey: base64(keys.cosign.publicKey),
      signDeviceToken: async ({ id, storeId }, session) => ({
        token: await sign('device', id, { edge: id, store: storeId, session }),
        expiresInSeconds: deviceTokenSeconds,
      }),
      told: async (tx, edgeId, told) => {
        await noteTold(tx, edgeId, told, keys);
        await tellKey(tx, edgeId, storeOf);
        const edge = await edgeById(tx, edgeId);
        if (edge) await renewAllowance(tx, edge.store_id, config.VALUE_ALLOWANCE_MINOR, keys.cosign, now());
      },
      headsOf: (tx, edgeId) => cosignedHeads(tx, edgeId, keys),
      releaseFor,
      limits,
      encodings: batchEncodings,
    }),
    ...journalRoutes({
      ...projectors,
      database,
      device,
      now,
      cosignKey: keys.cosign.secretKey,
      holdSession: (caller) => (tx) => holdSession(tx, caller),
      onIngested: (ingested, caller) => {
        if (ingested.isRepeated) note(kit, { edgeId: caller.edge, kind: 'doubled', ...ingested.head });
        void tellIngested(kit, ingested, caller);
      },
      onRefused: (fault, journal, { edge }) => noteRefusal(kit, fault, journal, edge),
    }),
    ...quarantineRoutes({ ...projectors, database, tokens, now, logger }),
    ...archiveRoutes({
      database,
      tokens,
      now,
      cosign: keys.cosign,
      storeById: async (storeId) => {
        const store = (await storeById(database.alone, storeId))?.configuration;
        return store && { id: store.id, code: store.code, number: store.number, name: store.name };
      },
    }),
    ...legacyRoutes({
      database,
      tokens,
      now,
      gatewayKey: config.GATEWAY_KEY,
      legacy: {
        placeOf,
        enter: enterInCloudJournal,
        recordSale: async (tx, told, registerId, receivedAt) =>
          void (await recordSales(tx, [told], () => registerId, receivedAt)),
        known: knownSale,
      },
      onRecorded: (kind, id) => void tellRecorded(kit, kind, id),
    }),
    ...receiptsRoutes({ database, tokens, now, stores: () => storeNames(kit), shopOf }),
    receiptPage({ database, shopOf }),
    receiptMails({ database, device, shopOf, publicUrl: config.PUBLIC_GATEWAY_URL }),
    ...returnsRoutes({ database, tokens, device, saleByNumber: (number) => saleByNumber(database, number) }),
    orderDoublesRoute({ database, now }),
    ...totalsRoutes(kit),
    ...trailRoutes({ database, tokens }),
    ...valueRoutes({ database, tokens, device, now }),
    ...orderValueRoutes({ database, now }),
    ...feedRoutes({ ...kit, feeds: ['configuration', 'users', 'allowances-value'], guard: device }),
  ];
}

const projectors: Projectors = {
  async recordSales(tx, told, receivedAt) {
    const idOf = await registerIds(tx, told[0]?.sale.storeId);
    const doubtful = await recordSales(tx, told, idOf, receivedAt);
    await recordSpent(tx, told);
    // Its goods may have come back elsewhere before the sale itself was known here.
    const saleIds = told.map(({ sale }) => sale.saleId);
    if (saleIds.length > 0) await tellDoubles(tx, saleIds, receivedAt);
    return doubtful;
  },
  recordReturns: async (tx, told, receivedAt) =>
    told.length === 0
      ? []
      : recordReturns(tx, told, await registerIds(tx, told[0]?.back.storeId), receivedAt),
  tellStock,
  tellOrders: (tx, orders) =>
    tellOrders(tx, orders, async (storeId) => (await storeById(tx, storeId))?.configuration.name ?? storeId),
  async addToTrail(tx, entries) {
    if (entries.length === 0) return;
    const registerIdOf = await registerIds(tx, entries[0]?.storeId);
    await Promise.all([addToTrail(tx, entries), tellActs(tx, entries, registerIdOf)]);
  },
  recordValues,
};

/** What Fleet tells an edge of its store. */
async function storeOf(tx: Tx, storeId: string) {
  const store = await storeById(tx, storeId);
  if (!store) return undefined;
  const { id, code, number, registers } = store.configuration;
  return { storeId: id, storeCode: code, storeNumber: number, registers };
}

/** Where a point of sale of another make stands. */
async function placeOf(tx: Tx, storeId: string, registerId: string) {
  const store = (await storeById(tx, storeId))?.configuration;
  const register = store?.registers.find(({ id, number }) => id === registerId || number === registerId);
  if (!store || !register)
    throw problem(
      422,
      store ? 'unknown-register' : 'unknown-store',
      store ? 'This store has no such register' : 'There is no such store',
      'Check storeId and registerId: head office knows them.',
    );
  const { id, number, jurisdiction, timeZone } = store;
  const dateOf = (at: Date) => at.toLocaleDateString('en-CA', { timeZone });
  return { store: { id, number, jurisdiction }, register, dateOf };
}

async function storeNames({ database }: SalesKit) {
  const stores = (await listStores(database)).filter(({ kind }) => kind === 'store');
  return stores.map(({ configuration: { id, code, name } }) => ({ storeId: id, code, name }));
}

async function storeCodes({ database }: SalesKit): Promise<Map<string, string>> {
  return new Map((await listStores(database)).map(({ configuration: { id, code } }) => [id, code]));
}

/** Records name a register by its number; everyone else by its id. A register that is gone keeps its number. */
async function registerIds(tx: Tx, storeId: string | undefined) {
  const store = storeId === undefined ? undefined : await storeById(tx, storeId);
  const ids = new Map(store?.configuration.registers.map(({ id, number }) => [number, id]));
  return ({ register }: { register: string }) => ids.get(register) ?? register;
}

/** Whoever sends a valid device token was seen; noted beside the request, at most each 5 s. */
function seenDevice({ database, tokens, logger }: SalesKit): Guard<DeviceCaller> {
  const guard = tokens.requireDevice();
  const notedAt = new Map<string, number>();
  return {
    scheme: guard.scheme,
    async check(request) {
      const caller = await guard.check(request);
      const at = now();
      if (at.getTime() - (notedAt.get(caller.edge) ?? 0) >= seenEveryMs) {
        notedAt.set(caller.edge, at.getTime());
        noteSeen(database, caller.edge, at).catch((error: unknown) =>
          logger.debug(errorFields(error), 'could not note an edge as seen'),
        );
      }
      return caller;
    },
  };
}

async function tellIngested(
  { redis, logger, database }: SalesKit,
  { sales, quarantined, receivedAt }: Ingested,
  { edge, store }: DeviceCaller,
) {
  for (const fault of quarantined)
    if (fault.rule === 'unknown-kind')
      logger.info({ ...fault, edge, store }, 'a record waits for a later reader');
    else logger.error({ ...fault, edge, store }, 'a record was quarantined');
  if (sales.length === 0) return;
  await tellLive({ redis, logger }, async () => {
    const newest = sales.slice(-summariesToldMax);
    const idOf = await registerIds(database.alone, store);
    return {
      sales: newest.map((told) => summaryOf(told, idOf(told), receivedAt)),
      businessDates: [...new Set(sales.map(({ businessDate }) => businessDate))],
    };
  });
}

/** A sale or a return that came by the API. */
const tellRecorded = ({ redis, logger, database }: SalesKit, kind: 'sale' | 'return', id: string) =>
  tellLive({ redis, logger }, async () => {
    const told = await summary(database, kind, id);
    return told ? { sales: [told], businessDates: [told.businessDate] } : undefined;
  });

/** After the commit. Redis may be away: the page asks anew by itself. */
async function tellLive(
  { redis, logger }: Pick<SalesKit, 'redis' | 'logger'>,
  read: () => Promise<LiveMessage | undefined>,
) {
  try {
    const message = await read();
    if (message) await redis.publish(salesChannel, JSON.stringify(message));
  } catch (error) {
    logger.debug(errorFields(error), 'the live view was not told');
  }
}

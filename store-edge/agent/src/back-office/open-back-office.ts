/** Wires what the back office needs: people, stock, counts, and the counting store with its own file. */
import { join } from 'node:path';
import { priceInForce } from '@comptoir/pricing';
import express, { type Router as ExpressRouter, Router } from 'express';
import type { Clock } from '../clock.ts';
import { refuseDocument } from '../counting/admit.ts';
import { DocumentStore } from '../counting/couch/document-store.ts';
import { couchRoutes } from '../counting/couch/routes.ts';
import { countingMigrations } from '../counting/couch/schema.ts';
import { Counts } from '../counting/counts.ts';
import { cycleReader } from '../counting/cycle.ts';
import { openForWriting, type Sqlite } from '../database/open.ts';
import type { PrintLabels } from '../devices/labels.ts';
import type { Edge } from '../edge.ts';
import type { Journal } from '../journal/journal.ts';
import { lastRewound } from '../journal/rewound.ts';
import type { Replica } from '../replica/replica.ts';
import type { Settings } from '../settings/settings.ts';
import type { StoreStock } from '../stock/store-stock.ts';
import { sessionOf } from './guards.ts';
import { journalHistory } from './journal-history.ts';
import { type BackOfficeParts, backOfficeRoutes } from './routes.ts';
import { trailReader } from './trail.ts';
import { Visitors } from './visitors.ts';

const BODY_MAX = '1mb';

type Parts = Readonly<{
  dataDir: string;
  db: Sqlite;
  edge: Edge;
  journal: Journal;
  replica: Replica;
  stock: StoreStock;
  clock: Clock;
  timeZone: () => string;
  newId: () => string;
  storeId: string;
  printLabels: PrintLabels;
  testDevice: BackOfficeParts['testDevice'];
  desk: BackOfficeParts['desk'];
  printNote: BackOfficeParts['printNote'];
  registers: BackOfficeParts['registers'];
  settings: Settings;
  clockWatch: BackOfficeParts['clockWatch'];
  secrets: BackOfficeParts['secrets'];
  giveBadge: BackOfficeParts['giveBadge'];
}>;

export function openBackOffice(parts: Parts): Readonly<{ router: ExpressRouter; close: () => void }> {
  const { dataDir, db, edge, journal, replica, stock, clock, newId, storeId } = parts;
  const countingDb = openForWriting(join(dataDir, 'counting.db'), countingMigrations);
  const documents = new DocumentStore(countingDb, newId);
  const visitors = new Visitors({ staff: edge.staff, clock });
  const priceMinor = (productId: string): number => {
    const pricing = replica.product(productId)?.pricing;
    const at = clock.now().toISOString();
    return pricing ? priceInForce(pricing, { channel: 'pos', storeId, at }) : 0;
  };
  const counts = new Counts({
    db,
    documents,
    journal,
    replica,
    shelf: edge.sales.shelf,
    stock,
    clock,
    newId,
    storeId,
    valueOf: (productId) => {
      const costMinor = parts.desk.acts.unitCostMinor(productId);
      return costMinor === undefined
        ? { unitMinor: priceMinor(productId), by: 'price' }
        : { unitMinor: costMinor, by: 'cost' };
    },
  });
  const cycle = cycleReader({
    ...{ db, replica, stock, clock, priceMinor },
    shelf: edge.sales.shelf,
    timeZone: parts.timeZone,
    underWay: () => counts.underWay(),
  });
  // A journal is never continued after a restore: neither is what tablets believe to have sent here.
  const database = () => `counts-${journal.id}`;

  const router = Router();
  router.use(
    '/edge/v1/back-office',
    express.text({ type: 'application/json', limit: BODY_MAX }),
    backOfficeRoutes({
      edge,
      visitors,
      counts,
      cycle,
      replica,
      printLabels: parts.printLabels,
      testDevice: parts.testDevice,
      desk: parts.desk,
      printNote: parts.printNote,
      registers: parts.registers,
      settings: parts.settings,
      clockWatch: parts.clockWatch,
      secrets: parts.secrets,
      giveBadge: parts.giveBadge,
      lookUp: { replica, stock, clock, storeId },
      clock,
      storeId,
      trail: trailReader(db, (staffId) => edge.staff.known(staffId)?.displayName ?? staffId),
      journals: () => journalHistory(db),
      cloudRewound: () => lastRewound(db),
      database,
    }),
  );
  router.use(
    '/counting',
    couchRoutes({
      store: documents,
      database,
      authenticate: (request) => visitors.member(sessionOf(request)) !== undefined,
      refuse: refuseDocument,
    }),
  );
  return { router, close: () => countingDb.close() };
}

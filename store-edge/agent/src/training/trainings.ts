/**
 * Training (E18): the very code that sells, over books in memory. Nothing of it can reach the store's own: they are another database,
 * another journal, another series of numbers (of store 000, which none is), and a payment terminal that is none. Its papers are marked.
 * Source: BOI-TVA-DECLA-30-10-30, sécurisation: training is marked, its slips too.
 */
import { randomBytes } from 'node:crypto';
import { marked, type ReceiptDocument } from '@comptoir/hardware-drivers';
import type { Router } from 'express';
import { type Books, openBooks, type StoreParts } from '../books.ts';
import { Closings } from '../closings/closings.ts';
import { journalMigrations } from '../database/journal-schema.ts';
import { openInMemory } from '../database/open.ts';
import type { DeviceBoard } from '../devices/device-board.ts';
import { Journal } from '../journal/journal.ts';
import type { Register } from '../register.ts';
import { valueCodesOf } from '../values/value-codes.ts';
import type { TrainingBegun } from './api.ts';
import { pretendTerminal } from './pretend-terminal.ts';

/** A store has fewer registers; the oldest ends where there would be more. */
const trainingsMax = 20;
const storeNumber = '000';
/** No store's key made it: a code of training is believed nowhere. */
const noSignature = Buffer.alloc(64).toString('base64');

type Deps = Readonly<{
  shared: StoreParts;
  timeZone: () => string;
  cloudPublicKey: Uint8Array;
  compose: (document: ReceiptDocument) => Uint8Array;
  states: DeviceBoard['states'];
  routesOf: (books: Books) => Router;
}>;
type Training = Readonly<{ terminalId: string; router: Router; end: () => Promise<void> }>;

export class Trainings {
  readonly #deps: Deps;
  readonly #running = new Map<string, Training>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** One a terminal: what it began before is over. */
  async begin(terminalId: string, register: Register): Promise<TrainingBegun> {
    const { shared, routesOf } = this.#deps;
    for (const [id, one] of this.#running) if (one.terminalId === terminalId) await this.end(id);
    const [oldest] = this.#running.keys();
    if (oldest !== undefined && this.#running.size >= trainingsMax) await this.end(oldest);
    const { books, close } = this.#openBooks(register);
    const trainingId = shared.newId();
    const end = async () => {
      books.payments.stop();
      await books.spooler.stop();
      await books.errands.stop();
      close();
    };
    this.#running.set(trainingId, { terminalId, router: routesOf(books), end });
    books.spooler.start();
    return { trainingId };
  }

  routerOf(trainingId: string): Router | undefined {
    return this.#running.get(trainingId)?.router;
  }

  async end(trainingId: string): Promise<void> {
    const training = this.#running.get(trainingId);
    this.#running.delete(trainingId);
    await training?.end();
  }

  async stop(): Promise<void> {
    for (const id of [...this.#running.keys()]) await this.end(id);
  }

  #openBooks({ number }: Register): Readonly<{ books: Books; close: () => void }> {
    const { shared, timeZone, cloudPublicKey, compose, states } = this.#deps;
    const { clock, newId, storeId } = shared;
    const db = openInMemory(journalMigrations);
    const closings = new Closings(db, storeId);
    const journal = new Journal({
      ...{ db, clock, newId, timeZone },
      store: { id: storeId, number: storeNumber },
      rollOver: (businessDate, append) => closings.rollOver(businessDate, append),
    });
    const books = openBooks({
      ...shared,
      ...{ db, journal, closings, journalAlteredAt: () => null, clockSuspect: () => null },
      // Every register has what it takes to learn.
      devicesRegister: number,
      sign: () => noSignature,
      terminal: pretendTerminal(() => clock.now()),
      terminalName: 'FACTICE',
      serviceIdFor: (attemptId) => attemptId,
      askDelayMs: { first: 1_000, most: 1_000 },
      compose: (document) => compose(marked(document, 'training', 'FACTICE')),
      board: { states, openDrawer: async () => ({ outcome: 'sent' }) },
      cloudPublicKey,
      valueCodes: valueCodesOf(randomBytes(32)),
      badgeCodes: () => '',
      // Head office hears of nothing: gift cards are what the store knows of them.
      findReceipt: async () => null,
      askHeadOffice: async () => ({ is: 'no-answer' }),
      onCommit: () => undefined,
      onZ: () => undefined,
    });
    return { books, close: () => db.close() };
  }
}

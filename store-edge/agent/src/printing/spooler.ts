/**
 * One spooler a printer: jobs leave in order, one at a time, and stay until they are on paper. The sale never waits for it.
 *
 * queued → sending → confirmed | suspect. `sending` is on disk before the first byte: what a crash finds there may be on paper
 * already, so it is never sent again by itself. A job of which no byte left stays queued and goes when the printer is well.
 */
import type { ReceiptDocument, ReceiptPrinter } from '@comptoir/hardware-drivers';
import type { Sqlite } from '../database/open.ts';
import type { Step } from '../steps.ts';
import type { PrintState } from './api.ts';
import { type Job, type PrintKind, PrintRows, printStateOf } from './print-rows.ts';
import type { Language } from './words.ts';

/** A printer that took nothing is tried again after this, should it not tell by itself that it is well. */
const RETRY_MS = 5_000;

type SpoolerDeps = Readonly<{
  db: Sqlite;
  printer: ReceiptPrinter;
  compose: (document: ReceiptDocument) => Uint8Array;
  /** @returns undefined when the record of the job cannot be found: then it can never be printed. */
  documentOf: (job: Job) => ReceiptDocument | undefined;
  onChange: (registerId: string, state: PrintState) => void;
  step: Step;
}>;

export class Spooler {
  readonly #deps: SpoolerDeps;
  readonly #rows: PrintRows;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #isWell = true;
  #retry: NodeJS.Timeout | undefined;
  #stopListening: () => void = () => undefined;

  constructor(deps: SpoolerDeps) {
    this.#deps = deps;
    this.#rows = new PrintRows(deps.db);
  }

  start(): void {
    for (const job of this.#rows.sending()) this.#change(job, 'suspect', 'restarted');
    this.#stopListening = this.#deps.printer.onStatus(({ state }) => {
      this.#isWell = state === 'ready' || state === 'unknown' || state === 'untold';
      this.#wake();
    });
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stopListening();
    clearTimeout(this.#retry);
    this.#stopping.abort();
    await this.#running;
  }

  /** Same id again: its present state. */
  enqueue(
    printId: string,
    kind: PrintKind,
    subjectId: string,
    registerId: string,
    language: Language,
  ): PrintState {
    const known = this.#rows.get(printId);
    if (known) return printStateOf(known);
    this.#rows.add(printId, kind, subjectId, registerId, language);
    this.#wake();
    return this.get(printId) ?? { printId, state: 'queued', duplicate: false, detail: '' };
  }

  get(printId: string): PrintState | undefined {
    const job = this.#rows.get(printId);
    return job && printStateOf(job);
  }

  waiting(): number {
    return this.#rows.waiting();
  }

  #wake(): void {
    if (this.#running || this.#stopping.signal.aborted) return;
    this.#running = this.#drain().finally(() => {
      this.#running = undefined;
    });
  }

  async #drain(): Promise<void> {
    // The caller's own work (the sale's answer) goes first.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (!this.#stopping.signal.aborted) {
      const job = this.#rows.next();
      if (!job || (!this.#isWell && job.detail !== '')) return;
      const isStuck = !(await this.#print(job));
      if (isStuck) {
        this.#tryLater();
        return;
      }
    }
  }

  #tryLater(): void {
    this.#isWell = false;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#isWell = true;
      this.#wake();
    }, RETRY_MS);
  }

  /** @returns false when the printer took nothing and the job waits for it. */
  async #print(job: Job): Promise<boolean> {
    const { printer, compose, documentOf, step } = this.#deps;
    const document = documentOf(job);
    if (!document) {
      this.#change(job, 'suspect', 'no-record');
      return true;
    }
    const sending = this.#change(job, 'sending', '');
    step('print: sending');
    const told = await printer.print({ id: job.printId, bytes: compose(document) }, this.#stopping.signal);
    step('print: printed');
    if (told.outcome === 'confirmed') this.#change(sending, 'confirmed', told.by);
    else if (told.outcome === 'suspect') this.#change(sending, 'suspect', told.reason);
    else this.#change(sending, 'queued', told.reason);
    return told.outcome !== 'failed';
  }

  #change(job: Job, state: Job['state'], detail: string): Job {
    const changed = this.#rows.set(job, state, detail);
    this.#deps.onChange(job.registerId, printStateOf(changed));
    return changed;
  }
}

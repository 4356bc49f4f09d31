/** The receipt printer as the agent sees it, whatever its language and wire. The drawer hangs on it. */
export type ReceiptPrinter = Readonly<{
  /**
   * Prints one job; jobs go one after the other, in the order of the calls. Resolves when it is on paper, or when nothing more can be
   * learnt. Write "sending" to disk before the call: after a crash in between, the job is suspect.
   * A printer that runs out of paper in the middle keeps the call open until the roll is changed and the rest is on paper.
   */
  print(job: PrintJob, signal?: AbortSignal): Promise<PrintOutcome>;
  /** Asks the printer now (or answers what the running job just learnt). Never rejects. */
  status(): Promise<PrinterStatus>;
  /** Opens the drawer by a real-time command: does not wait behind a receipt that waits for paper. */
  kickDrawer(): Promise<DrawerOutcome>;
  /** Tells the status at once if known, then each change, seen by polling between jobs and by the printer's own reports during them. */
  onStatus(listener: (status: PrinterStatus) => void): () => void;
  close(): Promise<void>;
}>;

export type PrintJob = Readonly<{
  /** Ours; names the job in logs and outcomes. */
  id: string;
  bytes: Uint8Array;
  /** Opens the drawer before the text, so that change is not kept waiting by a receipt that cannot be printed. */
  kickDrawer?: boolean;
}>;

/** What keeps a printer from printing: `silent` answers nothing, `fault` wants a technician or a power cycle, `offline` was set so by hand. */
export type PrinterTrouble =
  | 'unreachable'
  | 'silent'
  | 'paper-out'
  | 'cover-open'
  | 'cutter-jam'
  | 'fault'
  | 'offline';

export type PrintOutcome =
  /** On paper. `delivery`: the profile says that this model tells nothing; all we know is that it took the bytes. */
  | Readonly<{ outcome: 'confirmed'; by: 'process-id' | 'queued-status' | 'delivery' }>
  /** Some or all of it may be on paper: print it again only marked as a duplicate. */
  | Readonly<{ outcome: 'suspect'; reason: 'connection-lost' | 'no-confirmation' | 'aborted' | 'closed' }>
  /**
   * Not one byte of the receipt was sent: keep it queued, send it again unmarked when `onStatus` says ready, without `kickDrawer` if
   * the drawer was opened already.
   */
  | Readonly<{ outcome: 'failed'; reason: PrinterTrouble | 'aborted' | 'closed'; drawerKicked: boolean }>;

export type PrinterStatus = Readonly<{
  /** `unknown` until the first answer. `untold`: it is there, and is one that cannot tell more. `ready` also while paper is near its end. */
  state: 'unknown' | 'untold' | 'ready' | 'printing' | PrinterTrouble;
  paperNearEnd: boolean;
  /** Level of the drawer connector's pin 3, null when not told. Whether high means open is learnt per drawer. */
  drawerPin3High: boolean | null;
}>;

export type DrawerOutcome =
  | Readonly<{ outcome: 'sent' }>
  | Readonly<{ outcome: 'failed'; reason: 'unreachable' | 'closed' }>;

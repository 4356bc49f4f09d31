import { z } from 'zod';

/** What the page reads of each device's `GET /state`; the rest is the device's own affair. */
export const printerState = z.object({
  paper: z.object({ linesLeft: z.number(), nearEnd: z.boolean(), out: z.boolean() }),
  coverOpen: z.boolean(),
  cutterJam: z.boolean(),
  offline: z.boolean(),
  silent: z.boolean(),
  slowMs: z.number(),
  printing: z.boolean(),
  waitingCommands: z.number(),
  drawer: z.object({ open: z.boolean(), openings: z.number() }),
  receipts: z.array(
    z.object({
      number: z.number(),
      startedAt: z.string(),
      end: z.enum(['open', 'cut', 'torn']),
      items: z.number(),
    }),
  ),
});
export type PrinterState = z.infer<typeof printerState>;

export const terminalState = z.object({
  screen: z.enum([
    'idle',
    'present-card',
    'enter-pin',
    'authorising',
    'approved',
    'declined',
    'aborted',
    'restarting',
  ]),
  amount: z.string(),
  currency: z.string(),
  mode: z.enum(['auto', 'manual']),
  faults: z.record(z.string(), z.union([z.boolean(), z.number()])),
  charges: z.array(
    z.object({
      transactionId: z.string(),
      reference: z.string(),
      amount: z.string(),
      currency: z.string(),
      at: z.string(),
      reversedAmount: z.string(),
    }),
  ),
  /** To cards of which no charge is known. */
  refunds: z.array(
    z.object({ transactionId: z.string(), amount: z.string(), currency: z.string(), at: z.string() }),
  ),
});
export type TerminalState = z.infer<typeof terminalState>;

export const scannerState = z.object({
  plugged: z.boolean(),
  connected: z.boolean(),
  scans: z.array(z.object({ text: z.string(), aim: z.string(), at: z.string(), heard: z.boolean() })),
});
export type ScannerState = z.infer<typeof scannerState>;

export const wanState = z.object({
  faults: z.object({
    cut: z.boolean(),
    halfOpen: z.boolean(),
    delayMs: z.number(),
    jitterMs: z.number(),
    rateBytesPerSecond: z.number(),
    dropAnswerAfterBytes: z.number().nullable(),
    tearRequestAfterBytes: z.number().nullable(),
    resetProbability: z.number(),
  }),
  connections: z.number(),
  requestBytes: z.number(),
  answerBytes: z.number(),
});
export type WanState = z.infer<typeof wanState>;

export const caisseApState = z.object({
  screen: z.enum(['idle', 'present-card', 'approved', 'declined', 'aborted']),
  amountMinor: z.number().nullable(),
  mode: z.enum(['auto', 'manual']),
  plugged: z.boolean(),
  faults: z.record(z.string(), z.boolean()),
  transactions: z.array(
    z.object({
      action: z.enum(['debit', 'credit']),
      amountMinor: z.number(),
      approvalCode: z.string(),
      at: z.string(),
    }),
  ),
});
export type CaisseApState = z.infer<typeof caisseApState>;

export const scaleState = z.object({
  plugged: z.boolean(),
  loadGrams: z.number(),
  faults: z.record(z.string(), z.boolean()),
});
export type ScaleState = z.infer<typeof scaleState>;

export const customerDisplayState = z.object({ plugged: z.boolean(), lines: z.array(z.string()) });
export type CustomerDisplayState = z.infer<typeof customerDisplayState>;

export const labelPrinterState = z.object({
  plugged: z.boolean(),
  faults: z.record(z.string(), z.boolean()),
  waiting: z.number(),
  labels: z.array(z.object({ number: z.number(), texts: z.array(z.string()), copies: z.number() })),
});
export type LabelPrinterState = z.infer<typeof labelPrinterState>;

/** `null`: the device's process does not answer. */
export type Devices = Readonly<{
  printer: PrinterState | null;
  paymentTerminal: TerminalState | null;
  caisseAp: CaisseApState | null;
  scanner: ScannerState | null;
  scale: ScaleState | null;
  customerDisplay: CustomerDisplayState | null;
  labelPrinter: LabelPrinterState | null;
  wan: WanState | null;
}>;

export const controlAddresses = z.object({
  printer: z.url(),
  paymentTerminal: z.url(),
  caisseAp: z.url(),
  scanner: z.url(),
  scale: z.url(),
  customerDisplay: z.url(),
  labelPrinter: z.url(),
  wan: z.url(),
});
export type ControlAddresses = z.infer<typeof controlAddresses>;

export const sampleProducts = z.array(
  z.object({ gtin: z.string(), name: z.object({ fr: z.string(), en: z.string() }) }),
);
export type SampleProduct = z.infer<typeof sampleProducts>[number];

const answerMs = 1_500;

async function ask<State>(address: string, schema: z.ZodType<State>): Promise<State | null> {
  try {
    const response = await fetch(new URL('/state', address), { signal: AbortSignal.timeout(answerMs) });
    const parsed = schema.safeParse(await response.json());
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export async function askAll(addresses: ControlAddresses): Promise<Devices> {
  const [printer, paymentTerminal, caisseAp, scanner, scale, customerDisplay, labelPrinter, wan] =
    await Promise.all([
      ask(addresses.printer, printerState),
      ask(addresses.paymentTerminal, terminalState),
      ask(addresses.caisseAp, caisseApState),
      ask(addresses.scanner, scannerState),
      ask(addresses.scale, scaleState),
      ask(addresses.customerDisplay, customerDisplayState),
      ask(addresses.labelPrinter, labelPrinterState),
      ask(addresses.wan, wanState),
    ]);
  return { printer, paymentTerminal, caisseAp, scanner, scale, customerDisplay, labelPrinter, wan };
}

import { isThere } from '../../wire/is-there.ts';
import type {
  CardFacts,
  PaymentAttempt,
  PaymentOutcome,
  PaymentTerminal,
  PaymentUnknown,
} from '../payment-terminal.ts';
import {
  type CaisseApAnswer,
  type CaisseApField,
  caisseApAmount,
  encodeCaisseAp,
  readCaisseApAnswer,
} from './codec.ts';
import { exchange } from './exchange.ts';

export type CaisseApTerminalOptions = Readonly<{
  /** `caisse-ap://192.0.2.7:8888`. */
  address: string;
  /** Of our register; the protocol has two digits for it. */
  registerNumber: string;
  timeouts?: Partial<Readonly<{ connectMs: number; answerMs: number }>>;
  now?: () => Date;
}>;

/** The terminal's own entry time-outs are shorter: its word comes first. */
const defaults = { connectMs: 5_000, answerMs: 180_000 };
const defaultPort = 8_888;
const currencyNumbers: Readonly<Record<string, string>> = { CAD: '124', EUR: '978', CHF: '756', USD: '840' };
/** What open drivers send, whoever they are. */
const protocolIdentifier = '012345678901';

/**
 * A terminal that speaks Caisse-AP over IP, version 3. It cannot be asked, stopped or told to reverse: what it did not answer stays
 * unknown until a person has read it from its ticket. A refund goes to a card that is presented.
 * Source: Association du Paiement, Caisse-AP over IP v3, as open drivers speak it.
 */
export function createCaisseApTerminal(options: CaisseApTerminalOptions): PaymentTerminal {
  const { hostname: host, port: given } = new URL(options.address);
  const port = Number(given || defaultPort);
  const { connectMs, answerMs } = { ...defaults, ...options.timeouts };
  let isBusy = false;
  let looking: Promise<unknown> = Promise.resolve();

  async function transact(
    attempt: PaymentAttempt,
    action: '0' | '1',
    signal?: AbortSignal,
  ): Promise<PaymentOutcome> {
    const request = requestOf(attempt, action, options.registerNumber);
    isBusy = true;
    // The terminal takes one connection at a time: a look that has begun ends first.
    await looking;
    const result = await exchange(encodeCaisseAp(request), { host, port, connectMs, answerMs, signal });
    isBusy = false;
    if (result.kind === 'never-sent') return { outcome: 'aborted', reason: result.reason };
    if (result.kind === 'lost') return { outcome: 'unknown', reason: result.reason };
    const answer = readCaisseApAnswer(result.wire);
    if (!answer) return { outcome: 'unknown', reason: 'unreadable' };
    return judge(attempt, new Map(request), answer, options.now?.() ?? new Date());
  }

  return {
    capabilities: { status: false, abort: false, reversal: false },
    pay: (attempt, signal) => transact(attempt, '0', signal),
    refund: (refund, signal) => transact(refund, '1', signal),
    status: async () => notAsked,
    refundStatus: async () => notAsked,
    abort: async () => ({ outcome: 'not-asked' }),
    reverse: async () => ({ outcome: 'refused', reason: 'not-spoken' }),
    // While a payment runs its connection is the only one that the terminal takes.
    look: async (withinMs) => {
      if (isBusy) return null;
      const look = isThere(host, port, withinMs);
      looking = look;
      return look;
    },
    diagnose: async () =>
      isBusy ? { state: 'busy', detail: '' } : (await isThere(host, port, connectMs)) ? ready : absent,
  };
}

const notAsked: PaymentUnknown = { outcome: 'unknown', reason: 'no-answer' };
const ready = { state: 'ready', detail: '' } as const;
const absent = { state: 'absent', detail: '' } as const;

function requestOf(
  { amountMinor, currency }: PaymentAttempt,
  action: '0' | '1',
  registerNumber: string,
): CaisseApField[] {
  const number = currencyNumbers[currency];
  if (number === undefined) throw new Error(`${currency} has no number here`);
  return [
    ['CZ', '0300'],
    ['CJ', protocolIdentifier],
    ['CA', registerNumber.padStart(2, '0').slice(-2)],
    ['CE', number],
    ['BA', '0'],
    ['CD', action],
    ['CB', caisseApAmount(amountMinor)],
  ];
}

/** An answer counts only if register, amount, action and currency are ours. */
function judge(
  attempt: PaymentAttempt,
  asked: ReadonlyMap<string, string>,
  answer: CaisseApAnswer,
  at: Date,
): PaymentOutcome {
  const isOurs =
    answer.amountMinor === attempt.amountMinor &&
    ['CA', 'CD', 'CE'].every((tag) => answer.fields.get(tag) === asked.get(tag));
  if (!isOurs) return { outcome: 'unknown', reason: 'answer-differs' };
  switch (answer.outcome) {
    case 'approved':
      return {
        outcome: 'approved',
        amountMinor: attempt.amountMinor,
        card: cardFacts(answer, at),
        approvedOffline: false,
        customerReceipt: [],
      };
    case 'not-done':
      return notDone(answer.reason ?? 'unknown');
    case 'accepted-for-processing':
      return { outcome: 'unknown', reason: 'unsure' };
  }
}

/** The bank, or the card, said no; all else is a payment that never came to that. */
const refusals = new Set(['refused', 'forbidden', 'call-bank']);
const notDone = (reason: string): PaymentOutcome =>
  refusals.has(reason) ? { outcome: 'declined', reason } : { outcome: 'aborted', reason };

const entryModes: Readonly<Record<string, CardFacts['entryMode']>> = {
  '1': 'chip',
  '2': 'contactless',
  '3': 'stripe',
  '4': 'keyed',
};
const brands: Readonly<Record<string, string>> = {
  '001': 'CB',
  '00B': 'CB',
  '002': 'American Express',
  '00D': 'American Express',
  '006': 'Diners Club',
  '009': 'JCB',
  '00U': 'UnionPay',
};

/** The protocol has no name for a transaction: the authorisation number and the moment are what the ticket has too. */
function cardFacts({ fields, panTruncated }: CaisseApAnswer, at: Date): CardFacts {
  const approvalCode = fields.get('AC') ?? '';
  return {
    brand: brands[fields.get('CC') ?? ''] ?? '',
    last4: /\d{4}$/.exec(panTruncated ?? '')?.[0] ?? '',
    entryMode: entryModes[fields.get('CI') ?? ''] ?? 'chip',
    approvalCode,
    terminalReference: approvalCode,
    terminalReferenceAt: at.toISOString(),
  };
}

import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { controlApp } from '../control.ts';
import { plug, runDevice } from '../plug.ts';
import { readRequest, write } from './wire.ts';

const faultsForm = z.strictObject({
  /** Stay until set anew. */
  decline: z.boolean(),
  silent: z.boolean(),
  unplugged: z.boolean(),
  /** The answer comes byte by byte. */
  crumbs: z.boolean(),
  /** In the next transaction only. */
  cutBeforeMoney: z.boolean(),
  cutAfterMoney: z.boolean(),
  cutInAnswer: z.boolean(),
  wrongAmount: z.boolean(),
});
type Faults = z.infer<typeof faultsForm>;
const well: Faults = {
  decline: false,
  silent: false,
  unplugged: false,
  crumbs: false,
  cutBeforeMoney: false,
  cutAfterMoney: false,
  cutInAnswer: false,
  wrongAmount: false,
};
const cardKinds = z.enum(['contactless', 'chip', 'declined', 'redKey']);
type CardKind = z.infer<typeof cardKinds>;

/** What stands on the terminal's tickets, and what its menu of the last transaction shows. */
type Transaction = {
  action: 'debit' | 'credit';
  amountMinor: number;
  currency: string;
  approvalCode: string;
  at: string;
};

export type CaisseApSimulatorOptions = Readonly<{
  port: number;
  controlPort: number;
  stateFile?: string | undefined;
  mode: 'auto' | 'manual';
  autoMs: number;
}>;

/** A payment terminal that speaks Caisse-AP over IP: one connection, one request, one answer. It keeps what it did, and cannot be asked. */
export async function startCaisseAp(options: CaisseApSimulatorOptions) {
  const { stateFile } = options;
  const transactions: Transaction[] =
    stateFile && existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : [];
  let { mode } = options;
  let faults = well;
  let screen: 'idle' | 'present-card' | 'approved' | 'declined' | 'aborted' = 'idle';
  let waiting: { fields: Map<string, string>; socket: Socket; timer?: NodeJS.Timeout } | null = null;

  const once = (fault: 'cutBeforeMoney' | 'cutAfterMoney' | 'cutInAnswer' | 'wrongAmount'): boolean => {
    const asked = faults[fault];
    faults = { ...faults, [fault]: false };
    return asked;
  };

  const cable = await plug(options.port, (socket) => {
    let heard = '';
    socket.on('data', (packet: Buffer) => {
      heard += packet.toString('latin1');
      const fields = readRequest(heard);
      if (!fields || faults.silent) return;
      heard = '';
      if (waiting) return void socket.destroy();
      screen = 'present-card';
      waiting = { fields, socket };
      if (mode === 'auto') waiting.timer = setTimeout(() => void card('contactless'), options.autoMs);
    });
  });

  async function card(kind: CardKind): Promise<boolean> {
    if (!waiting) return false;
    const { fields, socket, timer } = waiting;
    clearTimeout(timer);
    waiting = null;
    if (once('cutBeforeMoney')) {
      screen = 'aborted';
      socket.destroy();
      return true;
    }
    const echo = Object.fromEntries(
      ['CZ', 'CA', 'CB', 'CD', 'CE'].map((tag) => [tag, fields.get(tag) ?? '']),
    );
    if (kind === 'redKey' || kind === 'declined' || faults.decline) {
      screen = kind === 'redKey' ? 'aborted' : 'declined';
      say(socket, write({ ...echo, AE: '01', AF: kind === 'redKey' ? '06' : '04' }));
      return true;
    }
    const approvalCode = String(100_000 + transactions.length);
    transactions.push({
      action: fields.get('CD') === '1' ? 'credit' : 'debit',
      amountMinor: Number(fields.get('CB')),
      currency: fields.get('CE') ?? '',
      approvalCode,
      at: new Date().toISOString(),
    });
    if (stateFile) await writeFile(stateFile, JSON.stringify(transactions));
    screen = 'approved';
    if (once('cutAfterMoney')) {
      socket.destroy();
      return true;
    }
    const amount = Number(fields.get('CB')) + (once('wrongAmount') ? 100 : 0);
    const answer = write({
      ...echo,
      CB: String(amount).padStart(12, '0'),
      AE: '10',
      CC: kind === 'chip' ? '001' : '00B',
      CI: kind === 'chip' ? '1' : '2',
      AC: approvalCode,
      AA: '497010######1234',
      AI: 'A0000000421010',
    });
    if (once('cutInAnswer')) socket.write(answer.slice(0, 30), 'latin1', () => socket.destroy());
    else say(socket, answer);
    return true;
  }

  function say(socket: Socket, answer: string): void {
    if (!faults.crumbs) return void socket.end(answer, 'latin1');
    for (const char of answer) socket.write(char, 'latin1');
    socket.end();
  }

  const state = () => ({
    screen,
    amountMinor: waiting ? Number(waiting.fields.get('CB')) : null,
    mode,
    faults,
    plugged: cable.plugged(),
    transactions,
  });
  const app = controlApp((routes) => {
    routes.get('/state', (_request, response) => void response.json(state()));
    routes.post('/card', async (request, response) => {
      const { kind } = z.strictObject({ kind: cardKinds }).parse(request.body);
      response.status((await card(kind)) ? 200 : 409).json(state());
    });
    routes.post('/mode', (request, response) => {
      mode = z.strictObject({ mode: z.enum(['auto', 'manual']) }).parse(request.body).mode;
      response.json(state());
    });
    routes.post('/misbehave', async (request, response) => {
      faults = { ...faults, ...faultsForm.partial().parse(request.body) };
      await cable.set(!faults.unplugged);
      response.json(state());
    });
  });
  return runDevice(cable, app, options.controlPort, () => clearTimeout(waiting?.timer));
}

import type { Socket } from 'node:net';
import { z } from 'zod';
import { controlApp } from '../control.ts';
import { plug, runDevice } from '../plug.ts';
import { platter, scaleFaults, wellScale } from './platter.ts';
import { answerTo8217, hidReportOf } from './wires.ts';

export type ScaleSimulatorOptions = Readonly<{
  port: number;
  controlPort: number;
  /** `8217`: is asked by letters, as on its serial line. `hid`: reports by itself, as on USB. */
  protocol: '8217' | 'hid';
  /** How long a load trembles. */
  settleMs: number;
}>;

const reportEveryMs = 100;

/** A counter scale: whoever connects is its till. Unplugged, nobody can connect. */
export async function startScale(options: ScaleSimulatorOptions) {
  const on = platter(options.settleMs);
  let faults = wellScale;
  const measure = () => on.measure(faults, performance.now());

  const cable = await plug(options.port, (socket: Socket) => {
    if (options.protocol === 'hid') {
      const timer = setInterval(() => {
        if (!faults.silent) socket.write(hidReportOf(measure()));
      }, reportEveryMs);
      socket.on('close', () => clearInterval(timer));
      return;
    }
    socket.on('data', (letters: Buffer) => {
      if (faults.silent) return;
      for (const letter of letters) socket.write(answerTo8217(letter, measure()));
    });
  });

  const state = () => ({
    protocol: options.protocol,
    plugged: cable.plugged(),
    connected: cable.connected(),
    loadGrams: on.loadGrams(),
    measured: measure(),
    faults,
  });
  const app = controlApp((routes) => {
    routes.get('/state', (_request, response) => void response.json(state()));
    routes.post('/load', (request, response) => {
      const { grams } = z.strictObject({ grams: z.int().min(0).max(50_000) }).parse(request.body);
      on.load(grams, performance.now());
      response.json(state());
    });
    routes.post('/misbehave', async (request, response) => {
      faults = { ...faults, ...scaleFaults.partial().parse(request.body) };
      await cable.set(!faults.unplugged);
      response.json(state());
    });
  });
  return runDevice(cable, app, options.controlPort);
}

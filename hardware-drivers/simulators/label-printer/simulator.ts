import type { Socket } from 'node:net';
import { z } from 'zod';
import { controlApp } from '../control.ts';
import { plug, runDevice } from '../plug.ts';
import { drawLabel, type Label } from './draw.ts';

const faultsForm = z.strictObject({
  paperOut: z.boolean(),
  headOpen: z.boolean(),
  paused: z.boolean(),
  silent: z.boolean(),
  unplugged: z.boolean(),
});
const well = { paperOut: false, headOpen: false, paused: false, silent: false, unplugged: false };
const labelsKept = 20;

/** A label printer that reads ZPL II on a socket. What was received while it could not print comes out when it can. */
export async function startLabelPrinter(options: Readonly<{ port: number; controlPort: number }>) {
  let faults = well;
  let waiting: Label[] = [];
  let labels: (Label & { number: number; at: string })[] = [];
  let counter = 0;

  function run(): void {
    if (faults.paperOut || faults.headOpen || faults.paused) return;
    const fresh = waiting.map((label) => ({ ...label, number: ++counter, at: new Date().toISOString() }));
    labels = [...labels, ...fresh].slice(-labelsKept);
    waiting = [];
  }

  const flag = (on: boolean) => (on ? '1' : '0');
  const left = () => waiting.reduce((sum, { copies }) => sum + copies, 0);
  function hostStatus(): string {
    const lines = [
      `030,${flag(faults.paperOut)},${flag(faults.paused)},0256,${String(waiting.length).padStart(3, '0')},0,0,0,000,0,0,0`,
      `000,0,${flag(faults.headOpen)},0,0,2,4,0,${String(left()).padStart(8, '0')},1,000`,
      '1234,0',
    ];
    return lines.map((line) => `\x02${line}\x03\r\n`).join('');
  }

  const cable = await plug(options.port, (socket: Socket) => {
    let heard = '';
    socket.on('data', (packet: Buffer) => {
      if (faults.silent) return;
      heard += packet.toString('utf8');
      heard = heard.replaceAll('~HS', () => {
        socket.write(hostStatus());
        return '';
      });
      for (;;) {
        const [from, end] = [heard.indexOf('^XA'), heard.indexOf('^XZ')];
        if (from === -1 || end === -1) break;
        waiting.push(drawLabel(heard.slice(from, end)));
        heard = heard.slice(end + 3);
        run();
      }
    });
  });

  const state = () => ({
    plugged: cable.plugged(),
    faults,
    waiting: left(),
    labels: labels.map(({ svg: _, ...label }) => label),
  });
  const app = controlApp((routes) => {
    routes.get('/state', (_request, response) => void response.json(state()));
    routes.get('/labels/:number.svg', (request, response) => {
      const label = labels.find(({ number }) => number === Number(request.params.number));
      if (label) response.type('image/svg+xml').send(label.svg);
      else response.sendStatus(404);
    });
    routes.post('/misbehave', async (request, response) => {
      faults = { ...faults, ...faultsForm.partial().parse(request.body) };
      await cable.set(!faults.unplugged);
      run();
      response.json(state());
    });
  });
  return runDevice(cable, app, options.controlPort);
}

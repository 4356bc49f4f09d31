import { z } from 'zod';
import { controlApp } from '../control.ts';
import { plug, runDevice } from '../plug.ts';
import { asScanned, reportsOf } from './reports.ts';

const scansKept = 20;
const scanRequest = z.strictObject({
  /** What the bars say. Trailing or leading blanks are no part of it. */
  text: z.string().trim().min(1).max(2_000),
  aim: z
    .string()
    .regex(/^\][A-Za-z]\w$/)
    .optional(),
});

export type ScannerSimulatorOptions = Readonly<{
  port: number;
  controlPort: number;
  /** `hid`: its reports, as on USB. `serial`: identifier, text and CR, as on a serial line. */
  wire?: 'hid' | 'serial';
}>;

/** A barcode scanner: whoever connects gets what it reads. Unplugged, nobody can connect. */
export async function startScanner({ port, controlPort, wire = 'hid' }: ScannerSimulatorOptions) {
  let scans: { text: string; aim: string; at: string; heard: boolean }[] = [];
  const cable = await plug(port, () => undefined);
  const state = () => ({ plugged: cable.plugged(), connected: cable.connected(), scans });
  const bytesOf = ({ text, aim }: { text: string; aim: string }): Uint8Array[] =>
    wire === 'hid' ? reportsOf(text, aim) : [new TextEncoder().encode(`${aim}${text}\r`)];

  const app = controlApp((routes) => {
    routes.get('/state', (_request, response) => void response.json(state()));
    routes.post('/scan', (request, response) => {
      const wanted = scanRequest.parse(request.body);
      const scanned = asScanned(wanted.text, wanted.aim);
      const heard = cable.connected();
      for (const bytes of bytesOf(scanned)) for (const socket of cable.sockets()) socket.write(bytes);
      scans = [{ ...scanned, at: new Date().toISOString(), heard }, ...scans].slice(0, scansKept);
      response.status(heard ? 200 : 409).json(state());
    });
    routes.post('/misbehave', async (request, response) => {
      const { unplugged } = z.strictObject({ unplugged: z.boolean() }).parse(request.body);
      await cable.set(!unplugged);
      response.json(state());
    });
  });

  return runDevice(cable, app, controlPort);
}

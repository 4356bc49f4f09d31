import { z } from 'zod';
import { controlApp } from '../control.ts';
import { plug, runDevice } from '../plug.ts';
import { tube } from './tube.ts';

/** A customer's display on a serial line, stood in for by a socket. Pulled out it goes dark and forgets. */
export async function startLineDisplay(options: Readonly<{ port: number; controlPort: number }>) {
  const shown = tube();
  const cable = await plug(options.port, (socket) => {
    socket.on('data', (bytes: Buffer) => shown.hear(bytes));
  });
  const state = () => ({ plugged: cable.plugged(), connected: cable.connected(), lines: shown.lines() });
  const app = controlApp((routes) => {
    routes.get('/state', (_request, response) => void response.json(state()));
    routes.post('/misbehave', async (request, response) => {
      const { unplugged } = z.strictObject({ unplugged: z.boolean() }).parse(request.body);
      if (unplugged) shown.powerCycle();
      await cable.set(!unplugged);
      response.json(state());
    });
  });
  return runDevice(cable, app, options.controlPort);
}

/** How a store's devices are: what its tills show, and what head office is told. */
import { z } from 'zod';

export const deviceName = z.enum([
  'printer',
  'drawer',
  'paymentTerminal',
  'scanner',
  'scale',
  'customerDisplay',
  'labelPrinter',
]);
export type DeviceName = z.infer<typeof deviceName>;

export const deviceState = z.enum([
  'ready',
  'absent',
  'out-of-paper',
  'cover-open',
  'busy',
  'silent',
  'fault',
  /** Plugged in; it is of those that cannot tell whether there is paper. */
  'untold',
  /** Of the drawer: nobody has closed it for a minute. */
  'left-open',
]);
export type DeviceState = z.infer<typeof deviceState>;

/** Of those, what nobody has to see to. */
export const isWell = (state: string): boolean => state === 'ready' || state === 'busy' || state === 'untold';

const word = z.string().min(1).max(40);
const devicesMax = 30;

/** PUT /api/v1/sync/devices → 204: states by device. Names and states that head office does not know are kept as they are: versions meet. */
export const devicesTold = z.object({
  devices: z
    .record(word, word)
    .refine((devices) => Object.keys(devices).length <= devicesMax, `at most ${devicesMax} devices`),
});
export type DevicesTold = z.infer<typeof devicesTold>;

/** The device simulators, on free ports, with their control calls. */
import { startCaisseAp } from '../../../../hardware-drivers/simulators/caisse-ap/simulator.ts';
import { startLabelPrinter } from '../../../../hardware-drivers/simulators/label-printer/simulator.ts';
import { startLineDisplay } from '../../../../hardware-drivers/simulators/line-display/simulator.ts';
import { startPaymentTerminal } from '../../../../hardware-drivers/simulators/payment-terminal/simulator.ts';
import { startReceiptPrinter } from '../../../../hardware-drivers/simulators/receipt-printer/simulator.ts';
import { startScale } from '../../../../hardware-drivers/simulators/scale/simulator.ts';
import { startScanner } from '../../../../hardware-drivers/simulators/scanner/simulator.ts';

type Started = Readonly<{ port: number; controlPort: number; close: () => Promise<void> }>;
type Json = Record<string, unknown>;

function controls(simulator: Started) {
  const control = `http://127.0.0.1:${simulator.controlPort}`;
  const headers = { 'Content-Type': 'application/json' };
  return {
    address: `127.0.0.1:${simulator.port}`,
    state: async (): Promise<Json> => (await fetch(`${control}/state`)).json() as Promise<Json>,
    text: async (path: string): Promise<string> => (await fetch(`${control}${path}`)).text(),
    post: async (path: string, body: object = {}): Promise<void> => {
      const response = await fetch(`${control}${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    },
    close: () => simulator.close(),
  };
}
export type Simulator = ReturnType<typeof controls>;

export const simulatedPrinter = async (): Promise<Simulator> =>
  controls(await startReceiptPrinter({ port: 0, controlPort: 0 }));

/** @param mode `manual`: nobody presents a card until told. */
export const simulatedTerminal = async (
  mode: 'auto' | 'manual' = 'auto',
  stateFile?: string,
): Promise<Simulator> =>
  controls(await startPaymentTerminal({ port: 0, controlPort: 0, mode, autoMs: 5, stepMs: 2, stateFile }));

export const simulatedScanner = async (): Promise<Simulator> =>
  controls(await startScanner({ port: 0, controlPort: 0 }));

export const simulatedScale = async (): Promise<Simulator> =>
  controls(await startScale({ port: 0, controlPort: 0, protocol: '8217', settleMs: 50 }));

export const simulatedCaisseAp = async (): Promise<Simulator> =>
  controls(await startCaisseAp({ port: 0, controlPort: 0, mode: 'auto', autoMs: 0 }));

export const simulatedLineDisplay = async (): Promise<Simulator> =>
  controls(await startLineDisplay({ port: 0, controlPort: 0 }));

export const simulatedLabelPrinter = async (): Promise<Simulator> =>
  controls(await startLabelPrinter({ port: 0, controlPort: 0 }));

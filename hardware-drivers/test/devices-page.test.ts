import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startDevicesPage } from '../devices-page/server.ts';
import { startCaisseAp } from '../simulators/caisse-ap/simulator.ts';
import { startLabelPrinter } from '../simulators/label-printer/simulator.ts';
import { startLineDisplay } from '../simulators/line-display/simulator.ts';
import { startPaymentTerminal } from '../simulators/payment-terminal/simulator.ts';
import { startReceiptPrinter } from '../simulators/receipt-printer/simulator.ts';
import { startScale } from '../simulators/scale/simulator.ts';
import { startScanner } from '../simulators/scanner/simulator.ts';

/** The page before real simulators; the wire's control is a stranger here, so a small server that notes what it is told stands in. */
async function bench() {
  const asked: string[] = [];
  const wire = createServer((request, response) => {
    if (request.url !== '/state') asked.push(`${request.method} ${request.url}`);
    response.end('{}');
  });
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
  const printer = await startReceiptPrinter({ port: 0, controlPort: 0 });
  const terminal = await startPaymentTerminal({
    port: 0,
    controlPort: 0,
    mode: 'auto',
    autoMs: 0,
    stepMs: 0,
  });
  const scanner = await startScanner({ port: 0, controlPort: 0 });
  const caisseAp = await startCaisseAp({ port: 0, controlPort: 0, mode: 'auto', autoMs: 0 });
  const scale = await startScale({ port: 0, controlPort: 0, protocol: '8217', settleMs: 0 });
  const customerDisplay = await startLineDisplay({ port: 0, controlPort: 0 });
  const labelPrinter = await startLabelPrinter({ port: 0, controlPort: 0 });
  const directory = mkdtempSync(join(tmpdir(), 'samples-'));
  const samplesFile = join(directory, 'samples.json');
  writeFileSync(
    samplesFile,
    JSON.stringify([{ gtin: '0061234567890', name: { fr: 'Thé <vert> & "menthe"', en: 'Green <tea>' } }]),
  );
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const page = await startDevicesPage({
    port: 0,
    samplesFile,
    simulators: {
      printer: at(printer.controlPort),
      paymentTerminal: at(terminal.controlPort),
      caisseAp: at(caisseAp.controlPort),
      scanner: at(scanner.controlPort),
      scale: at(scale.controlPort),
      customerDisplay: at(customerDisplay.controlPort),
      labelPrinter: at(labelPrinter.controlPort),
      wan: at((wire.address() as AddressInfo).port),
    },
  });
  onTestFinished(async () => {
    await page.close();
    const simulators = [printer, terminal, caisseAp, scanner, scale, customerDisplay, labelPrinter];
    await Promise.all(simulators.map((one) => one.close()));
    await new Promise((resolve) => wire.close(resolve));
    rmSync(directory, { recursive: true });
  });
  const address = at(page.port);
  const text = async (path: string) => (await fetch(address + path)).text();
  const act = async (path: string, body: unknown, type = 'application/json') =>
    (
      await fetch(`${address}/act/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': type },
        body: JSON.stringify(body),
      })
    ).status;
  return { address, text, act, asked };
}

test('the page shows the devices in French, and wholly in English under /en; product names are text, never markup', async () => {
  const { text } = await bench();
  const french = await text('/');
  expect(french).toContain('<html lang="fr-CA">');
  expect(french).toContain('Thé &#60;vert&#62; &#38; &#34;menthe&#34;');
  expect(french).toContain('Imprimante de reçus');
  const english = await text('/en');
  expect(english).toContain('<html lang="en-CA">');
  expect(english).toContain('Receipt printer');
  expect(english).toContain('Green &#60;tea&#62;');
  expect(english).not.toMatch(/Imprimante|Tiroir|Débit|Couper|Balance|étiquette|Afficheur/);
});

test('what is pressed reaches its device, in the words of that device, and nothing else does', async () => {
  const { act, text, asked } = await bench();
  expect(await act('printer/misbehave', { coverOpen: true })).toBe(200);
  expect(await text('/')).toContain('Capot ouvert</span>');
  expect(await act('scale/load', { grams: 1_250 })).toBe(200);
  expect(await text('/')).toContain('aria-pressed="true">1,250\u00a0kg');
  expect(await act('wan/faults', { cut: true })).toBe(200);
  expect(await act('wan/heal', {})).toBe(200);
  expect(asked).toEqual(['PUT /faults', 'POST /heal']);
  expect(await act('printer/state', {})).toBe(404);
  expect(await act('printer/misbehave', { coverOpen: true }, 'text/plain')).toBe(404);
});

test('a change at a device is told to whoever watches', async () => {
  const { address, act } = await bench();
  const stop = new AbortController();
  const events = await fetch(`${address}/events?language=en`, { signal: stop.signal });
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = (await reader?.read())?.value ?? '';
  await act('scanner/misbehave', { unplugged: true });
  while (!heard.includes('Unplugged')) heard += (await reader?.read())?.value ?? '';
  expect(heard).toContain('Plug in again');
  stop.abort();
});

test('a device whose process is gone is told, and the page lives', async () => {
  const page = await startDevicesPage({
    port: 0,
    simulators: {
      printer: 'http://127.0.0.1:1',
      paymentTerminal: 'http://127.0.0.1:1',
      caisseAp: 'http://127.0.0.1:1',
      scanner: 'http://127.0.0.1:1',
      scale: 'http://127.0.0.1:1',
      customerDisplay: 'http://127.0.0.1:1',
      labelPrinter: 'http://127.0.0.1:1',
      wan: 'http://127.0.0.1:1',
    },
  });
  onTestFinished(page.close);
  const address = `http://127.0.0.1:${page.port}`;
  expect(await (await fetch(address)).text()).toContain('Cet appareil ne répond pas.');
  expect((await fetch(`${address}/receipts/1.svg`)).status).toBe(502);
});

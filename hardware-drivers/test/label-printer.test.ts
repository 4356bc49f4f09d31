import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { drawLabel } from '../simulators/label-printer/draw.ts';
import { startLabelPrinter } from '../simulators/label-printer/simulator.ts';
import { createLabelPrinter } from '../src/index.ts';
import { type ShelfLabel, shelfLabelZpl } from '../src/label/shelf-label.ts';
import { controlOf } from './control.ts';

const tea: ShelfLabel = {
  name: 'Thé glacé à la pêche 1,5 l',
  price: '3,49 $',
  unitPrice: '0,23 $ / 100 ml',
  sku: 'THE-15',
  gtin: '4006381333931',
};
let simulator: Awaited<ReturnType<typeof startLabelPrinter>>;
let control: ReturnType<typeof controlOf>;
beforeEach(async () => {
  simulator = await startLabelPrinter({ port: 0, controlPort: 0 });
  control = controlOf(simulator);
});
afterEach(() => simulator.close());
const printer = (answerMs = 2_000) =>
  createLabelPrinter({ address: `tcp://127.0.0.1:${simulator.port}`, timeouts: { answerMs } });
type State = { labels: { number: number; texts: string[]; barcode: string; copies: number }[] };
const labels = async () => (await control.json<State>('/state')).labels;

test('a shelf label comes out with name, price, unit price and bars, as often as wanted', async () => {
  expect(await printer().print(tea, 3)).toEqual({ outcome: 'printed' });
  expect(await labels()).toMatchObject([
    { texts: [tea.name, tea.price, tea.unitPrice], barcode: tea.gtin, copies: 3 },
  ]);
  expect(await control.text('/labels/1.svg')).toContain('3,49 $');
});

test.each([
  ['paperOut', 'paper-out'],
  ['headOpen', 'head-open'],
  ['paused', 'paused'],
] as const)(
  'E15: %s: told before anything is sent, and it prints again once it is well',
  async (fault, reason) => {
    await control.post('/misbehave', { [fault]: true });
    expect(await printer().print(tea, 1)).toEqual({ outcome: 'failed', reason, sent: false });
    await control.post('/misbehave', { [fault]: false });
    expect(await printer().print(tea, 1)).toEqual({ outcome: 'printed' });
    expect(await labels()).toHaveLength(1);
  },
);

test('E15: silent or unplugged it is told as such', async () => {
  await control.post('/misbehave', { silent: true });
  expect(await printer(100).print(tea, 1)).toEqual({ outcome: 'failed', reason: 'silent', sent: false });
  await control.post('/misbehave', { unplugged: true });
  expect(await printer().status()).toBe('unreachable');
  expect(await printer().print(tea, 1)).toEqual({ outcome: 'failed', reason: 'unreachable', sent: false });
});

test('the bytes of a label are those of the manual', () => {
  expect(shelfLabelZpl({ ...tea, name: 'A^B_~', gtin: null }, 2)).toBe(`^XA^CI28^PW464^LL256^LH0,0
^FO16,12^A0N,28,28^FB432,2,0,L^FH^FDA_5EB_5F_7E^FS
^FO16,76^A0N,72,72^FB432,1,0,R^FH^FD3,49 $^FS
^FO16,148^A0N,24,24^FB432,1,0,R^FH^FD0,23 $ / 100 ml^FS
^FO24,160^BY2,2,48^BCN,48,Y,N,N^FH^FDTHE-15^FS
^PQ2^XZ`);
});

test('whatever a product is called, its label says just that and no command gets through', () => {
  const name = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !/[\p{Cc}\p{Cf}]/u.test(text));
  fc.assert(
    fc.property(name, (text) => {
      const { texts, copies } = drawLabel(shelfLabelZpl({ ...tea, name: text }, 1));
      expect([texts[0], copies]).toEqual([text, 1]);
    }),
  );
});

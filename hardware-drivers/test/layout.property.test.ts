import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printerMechanism } from '../simulators/receipt-printer/mechanism.ts';
import { tokenise } from '../simulators/receipt-printer/tokenise.ts';
import { composeReceipt, printerProfiles } from '../src/index.ts';
import { layOut } from '../src/receipt/layout.ts';
import { printable } from '../src/receipt/printable.ts';
import { pair, wrap } from '../src/receipt/wrap.ts';

const french = fc.string({
  unit: fc.constantFrom(...'abc ÀÂÇÉÈÊËÎÏÔÙÛÜŸŒÆàâçéèêëîïôùûüÿœæ«»’–—…€$%?0123456789,.\u00a0\u202f'),
  maxLength: 120,
});
const profiles = fc.constantFrom(...Object.values(printerProfiles));
const simplePages = fc.constantFrom(
  [['cp437', 0]] as const,
  [
    ['cp863', 4],
    ['cp437', 0],
  ] as const,
  [['cp850', 2]] as const,
);

test('no line is wider than its paper, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      french,
      profiles,
      fc.constantFrom(1, 2),
      (left, right, profile, size) => {
        const blocks = [
          { type: 'pair', left, right, size: size as 1 | 2 },
          { type: 'text', text: left, size: size as 1 | 2 },
          { type: 'total', label: left, amount: right.slice(0, 20) },
          { type: 'mark', mark: 'training', text: left },
        ] as const;
        for (const command of layOut({ blocks }, profile)) {
          if (command.type === 'line')
            expect(command.text.length * command.size).toBeLessThanOrEqual(profile.columns);
        }
      },
    ),
  );
});

test('an amount is never cut, and ends at the right edge', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 100 }),
      fc.stringMatching(/^-?[0-9][0-9 ]{0,12},[0-9]{2} \$$/),
      fc.constantFrom(32, 42, 48),
      (label, amount, columns) => {
        const last = pair(label, amount, columns).at(-1) ?? '';
        expect(last.endsWith(amount)).toBe(true);
        expect(last.length).toBe(columns);
      },
    ),
  );
});

test('wrapping loses no word', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { maxLength: 30 }), (words) => {
      expect(wrap(words.join(' '), 32).join(' ').split(' ').filter(Boolean)).toEqual(words);
    }),
  );
});

test('French comes out of a printer as it went in, on every profile: decoded by a printer with tables of its own', () => {
  fc.assert(
    fc.property(french, profiles, simplePages, fc.boolean(), (text, full, pages, poor) => {
      const profile = poor ? { ...full, codePages: pages } : full;
      const printer = printerMechanism({ lineMs: 0, answer: () => undefined });
      for (const command of tokenise(composeReceipt({ blocks: [{ type: 'text', text }] }, profile)).commands)
        printer.receive(command);
      const printed = (printer.receipts()[0]?.items ?? []).map((item) =>
        item.kind === 'line' ? item.spans.map((span) => span.text).join('') : '',
      );
      const expected = wrap(printable(text, profile), profile.columns).map((line) =>
        line.replaceAll('\u00a0', ' '),
      );
      expect(printed).toEqual(expected);
      expect(printer.state().unknownBytes).toBe(0);
      expect(printed.join('').split('?').length).toBe(text.split('?').length);
    }),
  );
});

test('the decoder reads a job the same whole or in any pieces', () => {
  const job = composeReceipt(
    {
      blocks: [
        { type: 'total', label: 'TOTAL', amount: '12,34 $' },
        { type: 'qr', data: 'https://é.ca' },
        { type: 'cut' },
      ],
    },
    printerProfiles['epson-80mm'],
  );
  const whole = tokenise(job).commands.filter((command) => command.type !== 'text');
  fc.assert(
    fc.property(fc.array(fc.nat(job.length), { maxLength: 8 }), (cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), job.length];
      let rest = new Uint8Array();
      let from = 0;
      const commands = [];
      for (const end of ends) {
        const read = tokenise(new Uint8Array(Buffer.concat([rest, job.subarray(from, end)])));
        commands.push(...read.commands);
        rest = new Uint8Array(read.rest);
        from = end;
      }
      expect(commands.filter((command) => command.type !== 'text')).toEqual(whole);
      expect(rest.length).toBe(0);
    }),
  );
});

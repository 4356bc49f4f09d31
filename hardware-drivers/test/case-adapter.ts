/** Runs the cases of `devices.json` through the drivers' own functions; `scripts/conformance` uses it too. Needs no native addon. */
import { z } from 'zod';
import { decodeAsb, decodeRealTimeStatus, isAsbFirstByte, isRealTimeStatus } from '../src/escpos/status.ts';
import { encodeCaisseAp, readCaisseApAnswer } from '../src/payment/caisse-ap/codec.ts';
import { deriveNexoKey, openNexo, sealNexo } from '../src/payment/nexo/envelope.ts';
import { readHidScale } from '../src/scale/hid-scale.ts';
import { readToledo8217 } from '../src/scale/toledo-8217.ts';
import { type PendingScan, readHidReport } from '../src/scanner/hid-report.ts';

/** `normalise` is applied to what was expected and to what came. */
type CaseAdapter = Readonly<{ run: (input: unknown) => unknown; normalise: (value: unknown) => unknown }>;

const bytes = z
  .string()
  .regex(/^([0-9a-f]{2})+$/)
  .transform((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));
const byte = bytes.transform(([only = 0]) => only);
const hexOf = (buffer: Buffer) => buffer.toString('hex');

function adapter<Input>(form: z.ZodType<Input>, answer: (input: Input) => unknown): CaseAdapter {
  return { run: (input) => answer(form.parse(input)), normalise: (value) => value };
}

export const caseAdapters: Readonly<Record<string, CaseAdapter>> = {
  'escpos-status': adapter(z.object({ n: z.literal([1, 2, 3, 4]), byteHex: byte }), ({ n, byteHex }) =>
    decodeRealTimeStatus(n, byteHex),
  ),
  'escpos-status-frame': adapter(z.object({ byteHex: byte }), ({ byteHex }) => ({
    isRealTimeStatus: isRealTimeStatus(byteHex),
    isAsbFirstByte: isAsbFirstByte(byteHex),
  })),
  'escpos-asb': adapter(z.object({ bytesHex: bytes }), ({ bytesHex }) => decodeAsb(bytesHex)),
  'caisse-ap': adapter(z.object({ fields: z.array(z.tuple([z.string(), z.string()])) }), ({ fields }) => ({
    wire: encodeCaisseAp(fields),
  })),
  'caisse-ap-answer': adapter(z.object({ wire: z.string() }), ({ wire }) => {
    const answer = readCaisseApAnswer(wire);
    return answer ? { ...answer, fields: Object.fromEntries(answer.fields) } : { error: true };
  }),
  'nexo-key': adapter(z.object({ passphrase: z.string() }), ({ passphrase }) => {
    const { hmacKey, cipherKey, iv } = deriveNexoKey(passphrase);
    return { hmacKeyHex: hexOf(hmacKey), cipherKeyHex: hexOf(cipherKey), ivHex: hexOf(iv) };
  }),
  'nexo-seal': adapter(
    z.object({ passphrase: z.string(), nonceHex: bytes, plaintext: z.string() }),
    ({ passphrase, nonceHex, plaintext }) => {
      const key = deriveNexoKey(passphrase);
      const sealed = sealNexo(plaintext, key, Buffer.from(nonceHex));
      if (openNexo(sealed, key) !== plaintext) throw new Error('what was sealed does not open');
      return sealed;
    },
  ),
  'hid-scanner': adapter(z.object({ reportsHex: z.array(bytes) }), ({ reportsHex }) => {
    let pending: PendingScan = null;
    for (const [index, report] of reportsHex.entries()) {
      const read = readHidReport(pending, report, index);
      pending = read.pending;
      if (read.scan) return { aim: read.scan.aim, data: read.scan.text };
    }
    return null;
  }),
  'toledo-8217': adapter(z.object({ bytesHex: bytes }), ({ bytesHex }) => readToledo8217(bytesHex)),
  'hid-scale': adapter(z.object({ reportHex: bytes }), ({ reportHex }) => readHidScale(reportHex)),
};

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeAsb, decodeRealTimeStatus, isAsbFirstByte, isRealTimeStatus } from '../src/escpos/status.ts';
import { type CaisseApField, encodeCaisseAp, readCaisseApAnswer } from '../src/payment/caisse-ap/codec.ts';
import { deriveNexoKey, openNexo, sealNexo } from '../src/payment/nexo/envelope.ts';
import { readHidScale } from '../src/scale/hid-scale.ts';
import { readToledo8217 } from '../src/scale/toledo-8217.ts';
import { type PendingScan, readHidReport } from '../src/scanner/hid-report.ts';

/** Each kind of case has some of these. */
type Input = Readonly<{
  n: 1 | 2 | 3 | 4;
  byteHex: string;
  bytesHex: string;
  reportHex: string;
  reportsHex: readonly string[];
  fields: readonly CaisseApField[];
  wire: string;
  passphrase: string;
  nonceHex: string;
  plaintext: string;
}>;
type Case = Readonly<{ id: string; kind: string; input: Input; expect: unknown }>;
const cases: Case[] = JSON.parse(readFileSync(new URL('./cases/devices.json', import.meta.url), 'utf8'));
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (buffer: Buffer) => buffer.toString('hex');

/** Our public functions, by the kind of case; each answers in the words of the case. */
const run: Record<string, (input: Input) => unknown> = {
  'escpos-status': ({ n, byteHex }) => decodeRealTimeStatus(n, bytes(byteHex)[0] ?? 0),
  'escpos-status-frame': ({ byteHex }) => {
    const byte = bytes(byteHex)[0] ?? 0;
    return { isRealTimeStatus: isRealTimeStatus(byte), isAsbFirstByte: isAsbFirstByte(byte) };
  },
  'escpos-asb': ({ bytesHex }) => decodeAsb(bytes(bytesHex)),
  'caisse-ap': ({ fields }) => ({ wire: encodeCaisseAp(fields) }),
  'caisse-ap-answer': ({ wire }) => {
    const answer = readCaisseApAnswer(wire);
    return answer ? { ...answer, fields: Object.fromEntries(answer.fields) } : { error: true };
  },
  'nexo-key': ({ passphrase }) => {
    const { hmacKey, cipherKey, iv } = deriveNexoKey(passphrase);
    return { hmacKeyHex: hex(hmacKey), cipherKeyHex: hex(cipherKey), ivHex: hex(iv) };
  },
  'nexo-seal': ({ passphrase, nonceHex, plaintext }) => {
    const key = deriveNexoKey(passphrase);
    const sealed = sealNexo(plaintext, key, Buffer.from(nonceHex, 'hex'));
    expect(openNexo(sealed, key)).toBe(plaintext);
    return sealed;
  },
  'hid-scanner': ({ reportsHex }) => {
    let pending: PendingScan = null;
    for (const [index, report] of reportsHex.entries()) {
      const read = readHidReport(pending, bytes(report), index);
      pending = read.pending;
      if (read.scan) return { aim: read.scan.aim, data: read.scan.text };
    }
    return null;
  },
  'toledo-8217': ({ bytesHex }) => readToledo8217(bytes(bytesHex)),
  'hid-scale': ({ reportHex }) => readHidScale(bytes(reportHex)),
};

test.each(cases.map((one) => [one.id, one.kind, one] as const))('%s %s', (_id, kind, one) => {
  expect(run[kind]?.(one.input)).toEqual(one.expect);
});

test('every kind of device case is run', () => {
  expect(cases.length).toBe(48);
  expect([...new Set(cases.map((one) => one.kind))].sort()).toEqual(Object.keys(run).sort());
});

/** The sync protocol, version 1: records, heads, calls and the machines on both sides. Source: docs/sync-protocol.md. */
export { AssertionError } from './assert.ts';
export * from './backoff.ts';
export {
  base64,
  bytesEqual,
  bytesToHex,
  concatBytes,
  fromBase64,
  hexToBytes,
  utf8,
  utf8Text,
} from './bytes.ts';
export { startConsumer, stepConsumer } from './consumer/consumer.ts';
export * from './consumer/types.ts';
export * from './crypto/ed25519.ts';
export * from './feeds/cursor.ts';
export * from './feeds/digest.ts';
export * from './feeds/line.ts';
export * from './feeds/page.ts';
export * from './feeds/rows.ts';
export * from './feeds/snapshot.ts';
export * from './ids/uuid7.ts';
export * from './ingest.ts';
export * from './json/canonical.ts';
export * from './json/strict.ts';
export * from './records/chain.ts';
export * from './records/envelope.ts';
export * from './records/frame.ts';
export * from './records/hash.ts';
export * from './records/head.ts';
export * from './records/kinds.ts';
export * from './records/period-body.ts';
export * from './records/personal.ts';
export * from './records/receipt-number.ts';
export * from './records/receipt-token.ts';
export * from './records/return-body.ts';
export * from './releases/launcher.ts';
export * from './releases/manifest.ts';
export * from './releases/version.ts';
export * from './uploader/left-journals.ts';
export * from './uploader/types.ts';
export { startUploader, stepUploader } from './uploader/uploader.ts';
export * from './wire/calls.ts';

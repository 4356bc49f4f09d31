/**
 * How a batch is packed where both sides know it: zlib's format (RFC 1950) with a preset dictionary, in which stands what every record has.
 * A sale alone is half of what gzip makes of it; a full batch brings its own repetitions. The dictionary never changes under this name:
 * another one gets another name. Source: docs/sync-protocol.md, Calls.
 */
import { utf8 } from '../bytes.ts';

/** The name as `Content-Encoding`, and in `encodings` of a session's answer. */
export const batchEncoding = 'comptoir-1';

/** What is met most stands last, as RFC 1951 wants it: distances are short there. */
export const batchDictionary: Uint8Array = utf8(
  [
    '{"reason":"no-sale"}',
    '{"shiftId":"","cashierId":"","currency":"CAD","floatMinor":10000}',
    '{"attemptId":"","saleId":"","amountMinor":1,"currency":"CAD","terminal":""}',
    '","outcome":"approved","detail":""}',
    '{"v":1,"journal":"","seq":1,"id":"","kind":"payment.intended","kindVersion":1,"register":"1","actor":"","at":"2026-',
    '"kind":"payment.resolved","kind":"drawer.opened","kind":"shift.opened","kind":"shift.closed","kind":"return"',
    '"discounts":[{"promotionId":"","label":{"fr":"","en":""},"amountMinor":',
    '"tenders":[{"kind":"cash","amountMinor":,"receivedMinor":,"changeMinor":0}]',
    '"taxCategory":"basic-grocery","taxCategory":"zero-rated","taxCategory":"standard"',
    '"soldBy":"weight","listUnitPriceMinor":',
    '{"v":1,"journal":"","seq":1,"id":"0193","kind":"sale","kindVersion":1,"register":"1","number":"0',
    '-000001","actor":"","at":"2026-01-01T15:00:00.000Z","skewMs":-1,"businessDate":"2026-01-01"}\n',
    '{"saleId":"","storeId":"","shiftId":"","cashierId":"","language":"fr","completedAt":"2026-',
    'T15:00:00.000Z","cataloguePosition":"","rules":{"version":"","taxMode":"added-per-invoice","cashIncrementMinor":5},',
    '"basket":{"currency":"CAD","channel":"pos","openedAt":"2026-01-01T15:00:00.000Z","taxDate":"2026-01-01","storeId":"',
    '","jurisdiction":"CA-QC","coupons":[],"lines":[{"id":"l1","productId":"","quantity":"2"},{"id":"l2","productId":"',
    '","quantity":"1"},{"id":"l3","productId":"","quantity":"1"}]},"priced":{"rulesVersion":"","lines":[',
    '{"id":"l1","unitPriceMinor":,"grossMinor":,"discounts":[],"amountMinor":,"taxes":[]},',
    '{"id":"l2","unitPriceMinor":,"grossMinor":,"discounts":[],"amountMinor":,',
    '"taxes":[{"code":"GST","rate":"5"},{"code":"QST","rate":"9.975"}]},{"id":"l3","unitPriceMinor":',
    '}],"promotions":[],"hints":[],"subtotalMinor":,"discountMinor":0,"deliveryMinor":0,',
    '"taxes":[{"code":"GST","rate":"5","baseMinor":,"amountMinor":},{"code":"QST","rate":"9.975","baseMinor":,"amountMinor":}],',
    '"totalMinor":,"points":{"earned":0,"burnable":0}},"lines":[{"lineId":"l1","sku":"00","gtin":"00","name":{"fr":"","en":"',
    '"},"taxCategory":"standard","soldBy":"piece","listUnitPriceMinor":},{"lineId":"l2","sku":"00","gtin":"00","name":{"fr":"',
    '"}],"cashRoundingMinor":0,"tenders":[{"kind":"card","amountMinor":,"attemptId":"","brand":"visa","last4":"',
    '","entryMode":"contactless","approvalCode":"","terminalReference":""}],"stock":[{"movementId":"","productId":"","quantity":"-2"},',
    '{"movementId":"","productId":"","quantity":"-1"}]}\n\n',
  ].join(''),
);

/**
 * What a receipt's QR code carries: its number, its place and the beginning of its hash in the journal, and what was sold, signed by the
 * store's edge. Any store that knows the chain's keys can check it while cut off, and take the goods back by it.
 *
 * `comptoir:2:number:seq:hash:content:signature`. Content: sale, minute, tax mode, taxes, lines, tenders, parted by dots.
 * Source: docs/sync-protocol.md, Receipts that prove themselves.
 */
import { type TaxMode, type TaxTotal, taxMode } from '@comptoir/pricing/contract';
import { bytesToHex, fromBase64, hexToBytes, base64 as standardBase64, utf8 } from '../bytes.ts';
import { ed25519Verify } from '../crypto/ed25519.ts';
import { receiptTokenHead as head, isReceiptToken, parseReceiptNumber } from './receipt-number.ts';

export type TokenLine = Readonly<{
  productId: string;
  quantity: string;
  amountMinor: number;
  /** Indexes into the sale's taxes. */
  taxes: readonly number[];
}>;
export type TokenSale = Readonly<{
  saleId: string;
  /** To the minute. */
  soldAt: string;
  taxMode: TaxMode;
  taxes: readonly TaxTotal[];
  /** In the order of the sale. Null: more than a code can hold; the receipt is genuine, what was sold is asked elsewhere. */
  lines: readonly TokenLine[] | null;
  tenders: readonly Readonly<{ kind: string; amountMinor: number; last4?: string }>[];
}>;
export type ReceiptToken = Readonly<{
  number: string;
  seq: number;
  /** Ten bytes of the record's hash, base64url. */
  hashBeginning: string;
  sale: TokenSale;
}>;

const domain = 'comptoir/receipt/2\n';
/** What a code of 85 modules holds at level M, the widest that 80 mm paper takes at 6 dots a module. */
const tokenCharactersMax = 500;
const minuteMs = 60_000;

/**
 * @param sign the text's Ed25519 signature in base64, by the edge's device key.
 * @param besideCharacters what else the code on paper holds: the address before it.
 */
export function formatReceiptToken(
  token: ReceiptToken,
  sign: (text: string) => string,
  besideCharacters = 0,
): string {
  const whole = signed(token, sign);
  const charactersMax = tokenCharactersMax - besideCharacters;
  if (whole.length <= charactersMax || token.sale.lines === null) return whole;
  return signed({ ...token, sale: { ...token.sale, lines: null } }, sign);
}

function signed({ number, seq, hashBeginning, sale }: ReceiptToken, sign: (text: string) => string): string {
  const text = `${head}${number}:${seq}:${hashBeginning}:${contentOf(sale)}`;
  return `${text}:${urlSafe(sign(domain + text))}`;
}

/** @returns null unless it is a token, whole, and signed by one of the keys. @param publicKeys of the edges of the store that it names. */
export function readReceiptToken(
  text: string,
  publicKeys: (storeNumber: string) => readonly Uint8Array[],
): ReceiptToken | null {
  const end = text.lastIndexOf(':');
  const [number = '', seq = '', hashBeginning = '', content = '', signature = '', more] = text
    .slice(head.length)
    .split(':');
  const parsed = parseReceiptNumber(number);
  const bytes = fromUrlSafe(signature);
  if (!isReceiptToken(text) || more !== undefined || !parsed || bytes?.length !== 64) return null;
  const told = utf8(domain + text.slice(0, end));
  if (!publicKeys(parsed.storeNumber).some((key) => ed25519Verify(bytes, told, key))) return null;
  const sale = saleOf(content);
  return sale && { number, seq: Number(seq), hashBeginning, sale };
}

const contentOf = ({ saleId, soldAt, taxMode: mode, taxes, lines, tenders }: TokenSale): string =>
  [
    packed(saleId),
    Math.floor(Date.parse(soldAt) / minuteMs).toString(36),
    taxMode.options.indexOf(mode),
    listOf(taxes, (tax) => [tax.code, tax.rate.replace('.', '_'), tax.baseMinor, tax.amountMinor]),
    lines === null
      ? '-'
      : listOf(lines, (line) => [
          packed(line.productId),
          line.quantity.replace('.', '_'),
          line.amountMinor,
          line.taxes.join(''),
        ]),
    listOf(tenders, ({ kind, amountMinor, last4 = '' }) => [kind, amountMinor, last4]),
  ].join('.');

function saleOf(content: string): TokenSale | null {
  const [saleId = '', minute = '', mode = '', taxes = '', lines = '', tenders = ''] = content.split('.');
  const tokenMode = taxMode.options[Number(mode)];
  if (tokenMode === undefined) return null;
  return {
    saleId: unpacked(saleId),
    soldAt: new Date(Number.parseInt(minute, 36) * minuteMs).toISOString(),
    taxMode: tokenMode,
    taxes: itemsOf(taxes, ([code = '', rate = '', base = '', amount = '']) => ({
      code,
      rate: rate.replace('_', '.'),
      baseMinor: Number(base),
      amountMinor: Number(amount),
    })),
    lines:
      lines === '-'
        ? null
        : itemsOf(lines, ([productId = '', quantity = '', amount = '', borne = '']) => ({
            productId: unpacked(productId),
            quantity: quantity.replace('_', '.'),
            amountMinor: Number(amount),
            taxes: [...borne].map(Number),
          })),
    tenders: itemsOf(tenders, ([kind = '', amount = '', last4 = '']) => ({
      kind,
      amountMinor: Number(amount),
      ...(last4 === '' ? {} : { last4 }),
    })),
  };
}

const listOf = <T>(items: readonly T[], fields: (item: T) => readonly (string | number)[]): string =>
  items.map((item) => fields(item).join('*')).join(',');
const itemsOf = <T>(text: string, read: (fields: readonly string[]) => T): T[] =>
  text === '' ? [] : text.split(',').map((item) => read(item.split('*')));

/** A UUID in 22 characters; any other id as it is, marked and escaped. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const packed = (id: string): string =>
  uuid.test(id)
    ? urlSafe(standardBase64(hexToBytes(id.replaceAll('-', ''))))
    : `~${encodeURIComponent(id).replaceAll('.', '%2E').replaceAll('*', '%2A')}`;
function unpacked(text: string): string {
  if (text.startsWith('~')) return decodeURIComponent(text.slice(1));
  const hex = bytesToHex(fromUrlSafe(text) ?? new Uint8Array(16));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const urlSafe = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const fromUrlSafe = (text: string): Uint8Array | null =>
  fromBase64(
    text
      .replaceAll('-', '+')
      .replaceAll('_', '/')
      .padEnd(Math.ceil(text.length / 4) * 4, '='),
  );

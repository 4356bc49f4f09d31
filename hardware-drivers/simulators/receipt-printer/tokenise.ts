/** Cuts the byte stream into ESC/POS commands. Source: Epson ESC/POS command reference. */

export type Command =
  | { type: 'text'; bytes: Uint8Array }
  | { type: 'line-feed' }
  | { type: 'initialise' }
  | { type: 'set'; what: Setting; value: number }
  | { type: 'line-spacing'; dots: number | null }
  | { type: 'feed-lines'; lines: number }
  | { type: 'feed-dots'; dots: number }
  | { type: 'cut'; full: boolean; feedDots: number }
  | { type: 'drawer'; realTime: boolean }
  | { type: 'status'; n: number }
  | { type: 'recover' }
  | { type: 'automatic-status'; mask: number }
  | { type: 'ask'; n: number }
  | { type: 'ask-model'; n: number }
  | { type: 'process-id'; id: Uint8Array }
  | { type: 'raster'; widthBytes: number; heightDots: number; data: Uint8Array }
  | { type: 'barcode'; symbology: number; data: Uint8Array }
  | { type: 'qr'; function: number; data: Uint8Array }
  | { type: 'ignored' }
  | { type: 'unknown'; byte: number };
export type Setting =
  | 'code-page'
  | 'international'
  | 'align'
  | 'bold'
  | 'underline'
  | 'size'
  | 'mode'
  | 'font'
  | 'invert'
  | 'barcode-height'
  | 'barcode-width'
  | 'barcode-text';

/** `null`: not all of it has come yet. */
type Read = { command: Command; length: number } | null;

/** Commands as far as they are whole, and the bytes that wait for the rest. */
export function tokenise(bytes: Uint8Array): { commands: Command[]; rest: Uint8Array } {
  const commands: Command[] = [];
  let at = 0;
  while (at < bytes.length) {
    const read = readCommand(bytes.subarray(at));
    if (!read) break;
    commands.push(read.command);
    at += read.length;
  }
  return { commands, rest: bytes.slice(at) };
}

function readCommand(bytes: Uint8Array): Read {
  const first = bytes[0] ?? 0;
  if (first >= 0x20 && first !== 0x7f) {
    let end = 1;
    while (end < bytes.length && (bytes[end] ?? 0) >= 0x20 && bytes[end] !== 0x7f) end++;
    return { command: { type: 'text', bytes: bytes.slice(0, end) }, length: end };
  }
  if (first === 0x0a) return { command: { type: 'line-feed' }, length: 1 };
  if (first === 0x0d || first === 0x00) return { command: { type: 'ignored' }, length: 1 };
  if (first === 0x09) return { command: { type: 'text', bytes: Uint8Array.of(0x20) }, length: 1 };
  const second = bytes[1];
  if (first !== 0x10 && first !== 0x1b && first !== 0x1c && first !== 0x1d) return unknown(first);
  if (second === undefined) return null;
  if (first === 0x10) return readRealTime(second, bytes);
  if (first === 0x1b) return readEscape(second, bytes);
  if (first === 0x1c)
    return second === 0x2e || second === 0x26 ? plain({ type: 'ignored' }, 2) : unknown(first);
  return readGroup(second, bytes);
}

function readRealTime(second: number, bytes: Uint8Array): Read {
  if (second === 0x04) return fixed(bytes, 3, (at) => ({ type: 'status', n: at(2) }));
  if (second === 0x05) return fixed(bytes, 3, () => ({ type: 'recover' }));
  if (second === 0x14)
    return fixed(bytes, 5, (at) => (at(2) === 1 ? { type: 'drawer', realTime: true } : { type: 'ignored' }));
  return unknown(0x10);
}

const escapeSettings: Readonly<Record<number, Setting>> = {
  33: 'mode',
  45: 'underline',
  69: 'bold',
  71: 'bold',
  77: 'font',
  82: 'international',
  97: 'align',
  116: 'code-page',
};

function readEscape(second: number, bytes: Uint8Array): Read {
  const setting = escapeSettings[second];
  if (setting) return fixed(bytes, 3, (at) => ({ type: 'set', what: setting, value: at(2) }));
  switch (second) {
    case 0x40:
      return plain({ type: 'initialise' }, 2);
    case 0x32:
      return plain({ type: 'line-spacing', dots: null }, 2);
    case 0x33:
      return fixed(bytes, 3, (at) => ({ type: 'line-spacing', dots: at(2) }));
    case 0x64:
      return fixed(bytes, 3, (at) => ({ type: 'feed-lines', lines: at(2) }));
    case 0x4a:
      return fixed(bytes, 3, (at) => ({ type: 'feed-dots', dots: at(2) }));
    case 0x70:
      return fixed(bytes, 5, () => ({ type: 'drawer', realTime: false }));
    case 0x3d:
    case 0x7b:
    case 0x20:
      return fixed(bytes, 3, () => ({ type: 'ignored' }));
    default:
      return unknown(0x1b);
  }
}

const groupSettings: Readonly<Record<number, Setting>> = {
  33: 'size',
  66: 'invert',
  72: 'barcode-text',
  104: 'barcode-height',
  119: 'barcode-width',
};

function readGroup(second: number, bytes: Uint8Array): Read {
  const setting = groupSettings[second];
  if (setting) return fixed(bytes, 3, (at) => ({ type: 'set', what: setting, value: at(2) }));
  switch (second) {
    case 0x28:
      return readExtended(bytes);
    case 0x49:
      return fixed(bytes, 3, (at) => ({ type: 'ask-model', n: at(2) }));
    case 0x56:
      return readCut(bytes);
    case 0x61:
      return fixed(bytes, 3, (at) => ({ type: 'automatic-status', mask: at(2) }));
    case 0x66:
      return fixed(bytes, 3, () => ({ type: 'ignored' }));
    case 0x6b:
      return readBarcode(bytes);
    case 0x72:
      return fixed(bytes, 3, (at) => ({ type: 'ask', n: at(2) }));
    case 0x76:
      return readRaster(bytes);
    default:
      return unknown(0x1d);
  }
}

function readCut(bytes: Uint8Array): Read {
  const mode = bytes[2];
  if (mode === undefined) return null;
  if (mode === 0x41 || mode === 0x42)
    return fixed(bytes, 4, (at) => ({ type: 'cut', full: mode === 0x41, feedDots: 110 + at(3) }));
  return plain({ type: 'cut', full: mode === 0 || mode === 0x30, feedDots: 0 }, 3);
}

function readBarcode(bytes: Uint8Array): Read {
  const [, , symbology, length] = bytes;
  if (symbology === undefined) return null;
  if (symbology < 65) {
    const end = bytes.indexOf(0x00, 3);
    return end === -1
      ? null
      : plain({ type: 'barcode', symbology: symbology + 65, data: bytes.slice(3, end) }, end + 1);
  }
  if (length === undefined || bytes.length < 4 + length) return null;
  return plain({ type: 'barcode', symbology, data: bytes.slice(4, 4 + length) }, 4 + length);
}

function readRaster(bytes: Uint8Array): Read {
  if (bytes.length < 8) return null;
  const widthBytes = (bytes[4] ?? 0) + 256 * (bytes[5] ?? 0);
  const heightDots = (bytes[6] ?? 0) + 256 * (bytes[7] ?? 0);
  const end = 8 + widthBytes * heightDots;
  return bytes.length < end
    ? null
    : plain({ type: 'raster', widthBytes, heightDots, data: bytes.slice(8, end) }, end);
}

/** `GS ( x pL pH …`: the length tells how much to swallow, whether we know the function or not. */
function readExtended(bytes: Uint8Array): Read {
  if (bytes.length < 5) return null;
  const end = 5 + (bytes[3] ?? 0) + 256 * (bytes[4] ?? 0);
  if (bytes.length < end) return null;
  const data = bytes.slice(5, end);
  if (bytes[2] === 0x48 && data[0] === 0x30) return plain({ type: 'process-id', id: data.slice(2, 6) }, end);
  if (bytes[2] === 0x6b && data[0] === 0x31)
    return plain({ type: 'qr', function: data[1] ?? 0, data: data.slice(2) }, end);
  return plain({ type: 'ignored' }, end);
}

const plain = (command: Command, length: number): Read => ({ command, length });
const unknown = (byte: number): Read => ({ command: { type: 'unknown', byte }, length: 1 });

function fixed(bytes: Uint8Array, length: number, make: (at: (index: number) => number) => Command): Read {
  return bytes.length < length ? null : { command: make((index) => bytes[index] ?? 0), length };
}

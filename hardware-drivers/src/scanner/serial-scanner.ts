import { openLink } from '../wire/link.ts';
import { decodeText } from './hid-report.ts';
import { scanTeller } from './scan-teller.ts';
import type { Scanner } from './scanner.ts';

export type SerialScannerOptions = Readonly<{
  /** `serial:///dev/ttyACM0?baud=9600`, or `tcp://` of a bridge. */
  address: string;
  reconnectMs?: number;
  repeatMs?: number;
}>;

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
/** Longer than any code: the terminator was lost. */
const codeBytesMax = 8_000;

/**
 * A scanner on a serial line, set to end each code with CR or CR LF, as they are delivered; with an AIM identifier in front where it is
 * set to send one. Source: makers' programming guides; ISO/IEC 15424 for the identifiers.
 */
export function createSerialScanner({ address, reconnectMs, repeatMs }: SerialScannerOptions): Scanner {
  const teller = scanTeller(repeatMs);
  let bytes: number[] = [];
  const link = openLink(address, {
    reconnectMs,
    onOpen: () => teller.become({ state: 'ready', name: new URL(address).pathname || address }),
    onLost: () => {
      bytes = [];
      teller.become({ state: 'absent' });
    },
    onBytes(packet) {
      for (const byte of packet) {
        if (byte === carriageReturn || byte === lineFeed) end();
        else if (bytes.length < codeBytesMax) bytes.push(byte);
      }
    },
  });

  function end(): void {
    const line = decodeText(Uint8Array.from(bytes));
    bytes = [];
    const [, aim = null, text = ''] = /^(\][A-Za-z][0-9A-Za-z])?(.*)$/s.exec(line) ?? [];
    if (text !== '') teller.heard({ text, aim }, performance.now());
  }

  return { ...teller.listen, close: async () => link.close() };
}

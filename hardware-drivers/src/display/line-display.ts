import { byteOf, type CodePageName } from '../escpos/code-pages.ts';
import { printable } from '../receipt/printable.ts';
import { openLink } from '../wire/link.ts';

/** A customer's display of two lines of twenty characters. Comes and goes by itself, and then shows what it showed. */
export type LineDisplay = Readonly<{
  show(lines: readonly [string, string]): void;
  /** Tells the present state at once, then each change. It says nothing of itself: all that is known is whether it is plugged in. */
  onState(listener: (state: 'ready' | 'absent') => void): () => void;
  close(): Promise<void>;
}>;

export type LineDisplayOptions = Readonly<{
  /** `serial:///dev/ttyUSB1?baud=9600`, or `tcp://`. */
  address: string;
  reconnectMs?: number;
}>;

const lineDisplayColumns = 20;
/** Numbers of the pages, as Epson and most others have them. */
const codePages: readonly (readonly [CodePageName, number])[] = [
  ['cp858', 19],
  ['cp850', 2],
];
const page = codePages[0] ?? ['cp858', 19];

/**
 * The bytes of two lines: initialise, code page, no cursor, clear, then each line at its place.
 * Source: Epson DM-D command reference: ESC @, ESC t, US C, CLR, US $.
 */
export function encodeLines(lines: readonly [string, string]): Uint8Array {
  return Uint8Array.from([
    ...[0x1b, 0x40, 0x1b, 0x74, page[1], 0x1f, 0x43, 0x00, 0x0c],
    ...lines.flatMap((line, index) => [0x1f, 0x24, 1, index + 1, ...cells(line)]),
  ]);
}

/** Exactly as many characters as there are cells: one more would go on where it should not. */
function cells(line: string): number[] {
  const text = [...printable(line, { codePages }).replaceAll('\u00a0', ' ')];
  return Array.from({ length: lineDisplayColumns }, (_, at) => byteOf(text[at] ?? ' ', page[0]) ?? 0x20);
}

export function createLineDisplay({ address, reconnectMs }: LineDisplayOptions): LineDisplay {
  const listeners = new Set<(state: 'ready' | 'absent') => void>();
  let state: 'ready' | 'absent' = 'absent';
  let shown: readonly [string, string] = ['', ''];
  const become = (next: 'ready' | 'absent') => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener(next);
  };
  const link = openLink(address, {
    reconnectMs,
    onOpen: () => {
      link.write(encodeLines(shown));
      become('ready');
    },
    onBytes: () => undefined,
    onLost: () => become('absent'),
  });
  return {
    show(lines) {
      shown = lines;
      link.write(encodeLines(lines));
    },
    onState(listener) {
      listeners.add(listener);
      listener(state);
      return () => void listeners.delete(listener);
    },
    close: async () => link.close(),
  };
}

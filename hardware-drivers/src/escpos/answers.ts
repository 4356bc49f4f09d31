import { isAsbFirstByte, isRealTimeStatus } from './status.ts';

/** What a printer says, in the order in which it says it. */
export type PrinterAnswer =
  | Readonly<{ type: 'real-time'; byte: number }>
  | Readonly<{ type: 'automatic'; bytes: Uint8Array }>
  | Readonly<{ type: 'process-id'; id: string }>
  | Readonly<{ type: 'text'; text: string }>
  /** The answer to GS r; it comes only after everything before it was processed. */
  | Readonly<{ type: 'queued-status'; byte: number }>;

type Frame = { kind: 'automatic' | 'process-id' | 'text'; bytes: number[] };

/**
 * Splits the stream of a printer's answers, which interleave freely. Feed it each packet; it keeps what is unfinished. After losing step
 * in an automatic status it looks for the next byte of the first form.
 * Source: Epson ESC/POS command reference, identification of transmitted data by their fixed bits.
 */
export function answerSplitter(): (packet: Uint8Array) => PrinterAnswer[] {
  let frame: Frame | null = null;
  return (packet) => {
    const answers: PrinterAnswer[] = [];
    for (const byte of packet) {
      if (frame?.kind === 'automatic' && (byte & 0x90) !== 0) frame = null;
      if (frame === null) {
        frame = begin(byte, answers);
        continue;
      }
      frame.bytes.push(byte);
      const finished = finish(frame);
      if (finished) answers.push(finished);
      if (finished || frame.bytes.length > 80) frame = null;
    }
    return answers;
  };
}

function begin(byte: number, answers: PrinterAnswer[]): Frame | null {
  if (byte === 0x37) return { kind: 'process-id', bytes: [] };
  if (byte === 0x5f) return { kind: 'text', bytes: [] };
  if (isAsbFirstByte(byte)) return { kind: 'automatic', bytes: [byte] };
  if (isRealTimeStatus(byte)) answers.push({ type: 'real-time', byte });
  else if ((byte & 0x90) === 0) answers.push({ type: 'queued-status', byte });
  return null;
}

function finish(frame: Frame): PrinterAnswer | null {
  const { kind, bytes } = frame;
  if (kind === 'automatic')
    return bytes.length === 4 ? { type: 'automatic', bytes: Uint8Array.from(bytes) } : null;
  if (bytes.at(-1) !== 0x00) return null;
  const text = String.fromCharCode(...bytes.slice(kind === 'process-id' ? 1 : 0, -1));
  return kind === 'process-id' ? { type: 'process-id', id: text } : { type: 'text', text };
}

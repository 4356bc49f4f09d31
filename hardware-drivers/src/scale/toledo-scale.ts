import { openLink } from '../wire/link.ts';
import { readingTeller } from './reading-teller.ts';
import type { Scale, ScaleReading } from './scale.ts';
import { readToledo8217, type Toledo8217Answer } from './toledo-8217.ts';

export type ToledoScaleOptions = Readonly<{
  /** `serial:///dev/ttyUSB0?bits=7&parity=even`, or `tcp://` of a serial-to-network bridge or the simulator. */
  address: string;
  /** The scale's own unit: it sends a bare number. */
  unit?: 'kg' | 'lb';
  reconnectMs?: number;
  /** Between an answer and the next question; letters must be 200 ms apart. */
  pauseMs?: number;
  /** Some models answer only once the weight has settled. */
  answerMs?: number;
}>;

const gramsPer = { kg: 1_000, lb: 453.592_37 } as const;
const startOfText = 0x02;
const carriageReturn = 0x0d;
const askForWeight = Uint8Array.of(0x57);
const answerBytesMax = 16;

/** A Mettler-Toledo 8217 is asked for its weight again and again: it says nothing by itself. */
export function createToledoScale(options: ToledoScaleOptions): Scale {
  const { address, unit = 'kg', reconnectMs, pauseMs = 250, answerMs = 1_500 } = options;
  const teller = readingTeller();
  let frame: number[] = [];
  let timer: NodeJS.Timeout | null = null;

  const later = (work: () => void, ms: number) => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(work, ms);
  };
  function ask(): void {
    frame = [];
    link.write(askForWeight);
    later(() => {
      teller.become({ state: 'silent' });
      ask();
    }, answerMs);
  }
  function hear(byte: number): void {
    if (byte === startOfText) frame = [];
    frame.push(byte);
    if (byte === carriageReturn) end();
    else if (frame.length > answerBytesMax) frame = [];
  }
  function end(): void {
    const answer = readToledo8217(Uint8Array.from(frame));
    frame = [];
    if (!answer) return;
    teller.become(readingOf(answer, unit));
    later(ask, pauseMs);
  }

  const link = openLink(address, {
    reconnectMs,
    onOpen: () => later(ask, 0),
    onLost: () => {
      if (timer) clearTimeout(timer);
      teller.become({ state: 'absent' });
    },
    onBytes(packet) {
      // Seven bits and a parity: a line that is open with eight shows the parity as the highest bit.
      for (const byte of packet) hear(byte & 0x7f);
    },
  });
  return {
    onReading: teller.onReading,
    async close() {
      if (timer) clearTimeout(timer);
      link.close();
    },
  };
}

function readingOf(answer: Toledo8217Answer, unit: 'kg' | 'lb'): ScaleReading {
  if ('weight' in answer) {
    const weightGrams = Math.round(Number(answer.weight) * gramsPer[unit] * 1_000) / 1_000;
    return weightGrams === 0 ? { state: 'zero' } : { state: 'stable', weightGrams, net: answer.net };
  }
  const { motion, overCapacity, underZero, outsideZeroRange, centreOfZero } = answer.status;
  if (motion) return { state: 'in-motion' };
  if (overCapacity) return { state: 'over-capacity' };
  if (underZero) return { state: 'under-zero' };
  if (outsideZeroRange) return { state: 'fault' };
  return { state: centreOfZero ? 'zero' : 'in-motion' };
}

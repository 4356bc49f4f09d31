/** A receipt as bytes for a receipt printer of 42 columns. Source: Epson, ESC/POS command reference. */
import type { Layout } from './receipt.ts';

const columns = 42;
const [esc, gs] = [0x1b, 0x1d];
const initialise = [esc, 0x40];
/** Code page 16 is Windows-1252. */
const windows1252 = [esc, 0x74, 16];
const align = (side: 'left' | 'centre') => [esc, 0x61, side === 'left' ? 0 : 1];
const bold = (on: boolean) => [esc, 0x45, on ? 1 : 0];
const feedAndCut = [gs, 0x56, 66, 3];

export function escposOf({ head, parts, foot }: Layout): Buffer {
  const rule = text('-'.repeat(columns));
  const body = parts.flatMap((rows) => [
    rule,
    ...rows.map(({ left, right = '', strong = false }) =>
      Buffer.concat([Buffer.from(bold(strong)), text(row(left, right)), Buffer.from(bold(false))]),
    ),
  ]);
  return Buffer.concat([
    Buffer.from([...initialise, ...windows1252, ...align('centre')]),
    ...head.map(text),
    Buffer.from(align('left')),
    ...body,
    rule,
    Buffer.from(align('centre')),
    ...foot.map(text),
    Buffer.from(feedAndCut),
  ]);
}

function row(left: string, right: string): string {
  const room = columns - right.length - (right === '' ? 0 : 1);
  return `${left.slice(0, room).padEnd(room)}${right === '' ? '' : ` ${right}`}`;
}

/** What the code page lacks becomes a plain character of the same meaning. */
function text(line: string): Buffer {
  const known = line
    .replace(/[\u202f\u2009\u00a0]/g, ' ')
    .replaceAll('•', '*')
    .replaceAll('—', '-');
  return Buffer.from(`${known.replace(/[^\x20-\xff]/g, '?')}\n`, 'latin1');
}

import { execFile } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { ReadStream } from 'node:tty';

/**
 * A serial line of this machine, both ways. A line that is pulled out ends, as a connection does.
 * The settings are made by `stty`: no native addon. What a line cannot do (a USB bridge without parity) it leaves, and goes on.
 * @throws if there is no such line.
 */
export async function openSerialLine(url: URL): Promise<Socket> {
  const path = url.pathname;
  await access(path);
  await settle(path, settings(url.searchParams));
  return new ReadStream(openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK));
}

function settings(query: URLSearchParams): string[] {
  const parity = { even: ['parenb', '-parodd'], odd: ['parenb', 'parodd'] }[query.get('parity') ?? ''];
  return [
    ...['raw', '-echo', '-hupcl', 'clocal', '-cstopb'],
    query.get('baud') ?? '9600',
    query.get('bits') === '7' ? 'cs7' : 'cs8',
    ...(parity ?? ['-parenb']),
  ];
}

/** One at a time: `stty` refuses all of a list of which it cannot do one. */
async function settle(path: string, wanted: readonly string[]): Promise<void> {
  for (const one of wanted)
    await new Promise<void>((resolve) => execFile('stty', ['-F', path, one], () => resolve()));
}

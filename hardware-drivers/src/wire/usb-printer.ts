import { constants, type FileHandle, open } from 'node:fs/promises';
import { Duplex } from 'node:stream';

/** The kernel's queue of a printer is full, or the printer has nothing to say: looked at again after this. */
const lookAgainMs = 20;
const readBytesMax = 4_096;

/**
 * A printer on USB as Linux gives it, `/dev/usb/lp0`: a character device, no terminal, so that nothing is set and nothing echoes. It never
 * waits in the kernel: a printer without paper takes no bytes, and a read that waits would hold a thread of Node for ever. A cable that
 * is pulled out ends the stream, as a connection does. Source: Linux, drivers/usb/class/usblp.c.
 * @throws if there is no such printer, or somebody else has it.
 */
export async function openUsbPrinter({ pathname }: URL): Promise<Duplex> {
  const device = await open(pathname, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => void writeAll(device, chunk, isOpen).then(() => done(), done),
    final(done) {
      stream.push(null);
      done();
    },
    destroy: (error, done) => void device.close().then(() => done(error), done),
  });
  const isOpen = () => !stream.destroyed;
  void listen(device, stream);
  return stream;
}

async function writeAll(device: FileHandle, bytes: Buffer, isOpen: () => boolean): Promise<void> {
  let left = bytes;
  while (left.length > 0 && isOpen()) {
    const taken = await device.write(left).then(({ bytesWritten }) => bytesWritten, nothingNow);
    left = left.subarray(taken);
    if (taken === 0) await pause();
  }
}

async function listen(device: FileHandle, stream: Duplex): Promise<void> {
  const buffer = Buffer.alloc(readBytesMax);
  try {
    while (!stream.destroyed && !stream.readableEnded) {
      const read = await device.read(buffer).then(({ bytesRead }) => bytesRead, nothingNow);
      if (stream.destroyed) return;
      if (read > 0) stream.push(Buffer.from(buffer.subarray(0, read)));
      else await pause();
    }
  } catch (error) {
    stream.destroy(error as Error);
  }
}

/** Not now is no error; anything else (the cable is out, the device is gone) is. */
function nothingNow(error: NodeJS.ErrnoException): number {
  if (error.code === 'EAGAIN') return 0;
  throw error;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, lookAgainMs));

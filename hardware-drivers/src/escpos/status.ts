/** Status bytes of ESC/POS printers. Source: Epson ESC/POS command reference, DLE EOT and GS a. */

/** Bits 0, 1, 4 and 7 are fixed, and tell the kinds of answer apart. */
export const isRealTimeStatus = (byte: number): boolean => (byte & 0x93) === 0x12;
export const isAsbFirstByte = (byte: number): boolean => (byte & 0x93) === 0x10;

const bit = (byte: number, mask: number): boolean => (byte & mask) !== 0;

export const decodePrinterStatus = (byte: number) => ({
  drawerPin3High: bit(byte, 0x04),
  offline: bit(byte, 0x08),
  waitingForRecovery: bit(byte, 0x20),
  feedButtonPressed: bit(byte, 0x40),
});
export const decodeOfflineCause = (byte: number) => ({
  coverOpen: bit(byte, 0x04),
  feeding: bit(byte, 0x08),
  stoppedByPaperEnd: bit(byte, 0x20),
  error: bit(byte, 0x40),
});
export const decodeErrorCause = (byte: number) => ({
  recoverableError: bit(byte, 0x04),
  cutterError: bit(byte, 0x08),
  unrecoverableError: bit(byte, 0x20),
  autoRecoverableError: bit(byte, 0x40),
});
export const decodePaperStatus = (byte: number) => ({
  paperNearEnd: bit(byte, 0x0c),
  paperOut: bit(byte, 0x60),
});

/** The answer to `DLE EOT n`. */
export function decodeRealTimeStatus(n: 1 | 2 | 3 | 4, byte: number) {
  return { 1: decodePrinterStatus, 2: decodeOfflineCause, 3: decodeErrorCause, 4: decodePaperStatus }[n](
    byte,
  );
}

/** The four bytes of an automatic status. */
export function decodeAsb(bytes: Uint8Array) {
  const [first = 0, second = 0, third = 0] = bytes;
  return {
    drawerPin3High: bit(first, 0x04),
    offline: bit(first, 0x08),
    coverOpen: bit(first, 0x20),
    feeding: bit(first, 0x40),
    waitingForRecovery: bit(second, 0x01),
    feedButtonPressed: bit(second, 0x02),
    recoverableError: bit(second, 0x04),
    cutterError: bit(second, 0x08),
    unrecoverableError: bit(second, 0x20),
    autoRecoverableError: bit(second, 0x40),
    paperNearEnd: bit(third, 0x03),
    paperOut: bit(third, 0x0c),
  };
}

/** What all the ways of asking agree on; only what was told. */
export type StatusFacts = Partial<
  ReturnType<typeof decodeAsb> & ReturnType<typeof decodeOfflineCause> & ReturnType<typeof decodePaperStatus>
>;

/** Six digits for the counter; the order's number goes with them. @param random at least four random bytes. */
export function collectCode(random: Uint8Array): string {
  const value = new DataView(random.buffer, random.byteOffset).getUint32(0);
  return String(value % 1_000_000).padStart(6, '0');
}

/** What a customer shows for an order to collect, as a QR code: `comptoir:collect:<number>:<code>`. */
export const collectProof = (number: string, code: string): string => `comptoir:collect:${number}:${code}`;

export function parseCollectProof(text: string): Readonly<{ number: string; code: string }> | undefined {
  const [, number, code] = /^comptoir:collect:([^:]+):([^:]+)$/.exec(text) ?? [];
  return number === undefined || code === undefined ? undefined : { number, code };
}

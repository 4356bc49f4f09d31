/** Who is asking: the other end of the connection, or whom a trusted one says that it speaks for. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

export type TrustedAddresses = Pick<BlockList, 'check'>;

/** @throws Error naming what is neither an address nor a network. */
export function trustedAddresses(list: readonly string[]): TrustedAddresses {
  const trusted = new BlockList();
  for (const text of list) {
    const [address = '', prefix] = text.split('/');
    const family = familyOf(address);
    if (family === undefined) throw new Error(`"${text}" is neither an address nor a network`);
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  return trusted;
}

/** The last address of `X-Forwarded-For` is the one that the trusted neighbour saw. Source: nginx, ngx_http_realip_module. */
export function clientIpOf(request: IncomingMessage, trusted: TrustedAddresses | undefined): string {
  const neighbour = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  const chain = request.headers['x-forwarded-for'];
  // Whom to believe is looked up only where something was told: it takes as long as choosing a route.
  if (chain === undefined || trusted === undefined) return neighbour;
  const family = familyOf(neighbour);
  if (!family || !trusted.check(neighbour, family)) return neighbour;
  const told = [chain].flat().join(',').split(',').at(-1)?.trim() ?? '';
  return familyOf(told) ? told : neighbour;
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const family = isIP(address);
  if (family === 0) return undefined;
  return family === 4 ? 'ipv4' : 'ipv6';
}

/** Addresses that an address written down by a person must not lead to: this machine, its networks, a cloud's metadata. */
import { BlockList, isIP } from 'node:net';

/** Source: IANA, IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890): all that is not globally reachable, and multicast. */
const ranges = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  // Also what carries an IPv4 address within: 64:ff9b::/96 (NAT64), 2002::/16 (6to4), 2001::/32 (Teredo).
  ...['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32'],
  ...['2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
];

/** A list for each family: in one of both, an IPv4 address would be found among those that IPv6 carries within. */
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const range of ranges) {
  const [network = '', prefix = ''] = range.split('/');
  const family = network.includes(':') ? 'ipv6' : 'ipv4';
  blocked[family].addSubnet(network, Number(prefix), family);
}

/** @param address an IP address; what is none is private too. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return true;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  return blocked[family].check(address, family);
}

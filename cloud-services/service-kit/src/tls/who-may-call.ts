/** Which program of a house may call which service; whoever is not here is refused, whatever certificate it shows. */

/** Programs other than services: the gateway, and the commands that keep the house (`scripts/`). */
const callersOf = {
  product: ['gateway', 'customer', 'cart', 'order', 'reporting'],
  inventory: ['gateway', 'product', 'cart', 'order', 'reporting'],
  sales: ['gateway', 'product', 'inventory', 'customer', 'cart', 'order', 'reporting', 'keeper'],
  customer: ['gateway', 'cart', 'order', 'reporting', 'keeper'],
  cart: ['gateway', 'customer', 'order'],
  order: ['gateway', 'product', 'inventory', 'customer', 'cart', 'reporting'],
  reporting: ['gateway', 'keeper'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The gateway carries what outsiders ask: of a service it reaches the public interface alone. */
const gatewayPaths = ['/api/', '/healthz'];

const lists: Readonly<Record<string, readonly string[]>> = callersOf;

export const isCaller = (caller: string, service: string): boolean =>
  lists[service]?.includes(caller) ?? false;

/** @param path of the address, without its query. */
export const mayCall = (caller: string, service: string, path: string): boolean =>
  isCaller(caller, service) && (caller !== 'gateway' || gatewayPaths.some((start) => path.startsWith(start)));

/** Whom a program may take an answer from. */
export const callable = (caller: string): readonly string[] =>
  Object.keys(lists).filter((service) => isCaller(caller, service));

/** The services, and how often each runs, as `COMPTOIR_INSTANCES` says: `order:2,product:3`. */

/** Each has a database and a role of its own name. Adding a service begins here. */
export const serviceNames = [
  'product',
  'inventory',
  'sales',
  'customer',
  'cart',
  'order',
  'reporting',
] as const;
export type ServiceName = (typeof serviceNames)[number];

export type InstanceCounts = Readonly<Record<ServiceName, number>>;

const usual: InstanceCounts = {
  ...{ product: 1, inventory: 1, sales: 1, customer: 1 },
  ...{ cart: 3, order: 1, reporting: 1 },
};
export const instancesMax = 3;

/** @throws Error with one sentence about what cannot be understood. */
export function instanceCounts(text: string | undefined): InstanceCounts {
  const counts = { ...usual };
  for (const part of (text ?? '').split(',').filter(Boolean)) {
    const [name = '', count = ''] = part.trim().split(':');
    if (!Object.hasOwn(usual, name))
      throw new Error(`COMPTOIR_INSTANCES names "${name}": services are ${Object.keys(usual).join(', ')}.`);
    if (!/^\d$/.test(count) || Number(count) < 1 || Number(count) > instancesMax)
      throw new Error(`COMPTOIR_INSTANCES wants "${part}": a service runs 1 to ${instancesMax} times.`);
    counts[name as ServiceName] = Number(count);
  }
  return counts;
}

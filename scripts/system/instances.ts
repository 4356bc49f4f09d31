/** The services, and how often each runs, as `COMPTOIR_INSTANCES` says: `2`, or `order:2,product:3`. */

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

/**
 * @param text a number alone is for every service; one that usually runs more often stays so.
 * @throws Error with one sentence about what cannot be understood.
 */
export function instanceCounts(text: string | undefined): InstanceCounts {
  const counts = { ...usual };
  if (text && countOf(text)) {
    for (const name of serviceNames) counts[name] = Math.max(usual[name], Number(text));
    return counts;
  }
  for (const part of (text ?? '').split(',').filter(Boolean)) {
    const [name = '', count = ''] = part.trim().split(':');
    if (!Object.hasOwn(usual, name))
      throw new Error(`COMPTOIR_INSTANCES names "${name}": services are ${Object.keys(usual).join(', ')}.`);
    if (!countOf(count))
      throw new Error(`COMPTOIR_INSTANCES wants "${part}": a service runs 1 to ${instancesMax} times.`);
    counts[name as ServiceName] = Number(count);
  }
  return counts;
}

const countOf = (text: string) => /^\d$/.test(text) && Number(text) >= 1 && Number(text) <= instancesMax;

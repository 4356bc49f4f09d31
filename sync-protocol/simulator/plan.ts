/** What a seed decides: the size of the world, and everything that is going to happen to it. A plan is data: it can be cut shorter. */
import { type Fault, faultNames, faults, type Work } from './faults.ts';
import { between, type Random, randomFrom, wholeBetween } from './random.ts';

export type Happening = Readonly<{ atMs: number; edge: number; what: Work | Fault; amount: number }>;
export type Plan = Readonly<{
  seed: number;
  edges: number;
  hours: number;
  /** Does the owner of the feed hold a pull open until there is news? */
  longPoll: boolean;
  batchRecordsMax: number;
  /** Rows of a page of the feed. */
  pageRows: number;
  happenings: readonly Happening[];
}>;

export const hourMs = 3_600_000;
/** How often the ordinary things happen in an hour; those of the cloud, once for all stores. */
const inAStore = { sale: 14, 'sale-twice': 1, 'edge-backup': 1.5 } as const;
const inTheCloud = { 'price-list': 4, price: 6, delisted: 2, 'cloud-backup': 0.7 } as const;

export function planOf(seed: number): Plan {
  const random = randomFrom(seed);
  const edges = wholeBetween(random, 1, 5);
  const hours = wholeBetween(random, 2, 6);
  const longPoll = random() < 0.5;
  const batchRecordsMax = wholeBetween(random, 2, 20);
  const pageRows = wholeBetween(random, 2, 8);
  const busy = between(random, 0.5, 2);
  const happenings: Happening[] = [];
  const plan = (what: Happening['what'], anHour: number, edge: number) => {
    const count = Math.floor(anHour * hours + random());
    for (let n = 0; n < count; n += 1)
      happenings.push({ atMs: Math.floor(random() * hours * hourMs), edge, what, amount: random() });
  };
  const rates = faultRates(random);
  for (let edge = 0; edge < edges; edge += 1) {
    for (const [what, anHour] of entries(inAStore)) plan(what, anHour * busy, edge);
    for (const [what, anHour] of rates) plan(what, anHour, edge);
  }
  for (const [what, anHour] of entries(inTheCloud)) plan(what, anHour, 0);
  happenings.sort((a, b) => a.atMs - b.atMs);
  return { seed, edges, hours, longPoll, batchRecordsMax, pageRows, happenings };
}

/** Two of three kinds are in, each at a rate of its own: a seed in which everything happens at once proves less. */
function faultRates(random: Random): [Fault, number][] {
  const rates = faultNames.map((name): [Fault, number] => {
    const isIn = random() < 0.66;
    return [name, isIn ? faults[name].anHour * 4 ** between(random, -1, 1) : 0];
  });
  // A clone that extends a cloud which has lost cosigned records is the double fault that version 1 does not resolve.
  const apart: readonly Fault[] = random() < 0.5 ? ['cloned'] : ['cloud-restored', 'cloud-failover'];
  return rates.filter(([name, anHour]) => anHour > 0 && !apart.includes(name));
}

const entries = <Key extends string>(object: Readonly<Record<Key, number>>): [Key, number][] =>
  (Object.keys(object) as Key[]).map((key) => [key, object[key]]);

/** Which shelf a reservation takes from. Pure: quantities are thousandths, locations come in the order of preference. */

/** A line names its location, or leaves the choice to the order of preference. */
export type Wanted = Readonly<{ productId: string; quantity: bigint; locationId?: string | undefined }>;
export type Held = Readonly<{ locationId: string; productId: string; quantity: bigint }>;
export type Short = Readonly<{ productId: string; locationId?: string; wanted: bigint; available: bigint }>;
export type Allocation =
  | Readonly<{ outcome: 'held'; held: readonly Held[] }>
  | Readonly<{ outcome: 'short'; short: readonly Short[] }>;

export type Free = (locationId: string, productId: string) => bigint;

/**
 * All or nothing. The first location that can serve all undirected lines alone does (one parcel); else each line takes
 * from the locations in order, or, if nothing may be split, what the best of them lacks is told as short.
 * @param locations ids that serve the web, preferred first.
 * @param free what may be promised; never negative.
 * @param split whether undirected lines may come from several locations.
 */
export function allocate(
  wanted: readonly Wanted[],
  locations: readonly string[],
  free: Free,
  split = true,
): Allocation {
  const lines = merged(wanted);
  const taken = new Map<string, Held>();
  const left = (locationId: string, productId: string) =>
    free(locationId, productId) - (taken.get(`${locationId}\n${productId}`)?.quantity ?? 0n);
  const take = (locationId: string, productId: string, quantity: bigint) => {
    const before = taken.get(`${locationId}\n${productId}`)?.quantity ?? 0n;
    taken.set(`${locationId}\n${productId}`, { locationId, productId, quantity: before + quantity });
  };
  const short: Short[] = [];

  for (const { locationId, productId, quantity } of lines) {
    if (locationId === undefined) continue;
    const available = left(locationId, productId);
    if (available < quantity) short.push({ productId, locationId, wanted: quantity, available });
    else take(locationId, productId, quantity);
  }
  const open = lines.filter((line) => line.locationId === undefined);
  const served = (id: string) => open.filter((line) => left(id, line.productId) >= line.quantity).length;
  const most = Math.max(0, ...locations.map(served));
  const best = locations.find((id) => served(id) === most);
  const alone = split && most < open.length ? undefined : best;
  for (const { productId, quantity } of open) {
    const from = alone === undefined ? locations : [alone];
    const available = from.reduce((sum, id) => sum + left(id, productId), 0n);
    if (available < quantity) {
      short.push({ productId, wanted: quantity, available });
      continue;
    }
    let missing = quantity;
    for (const id of from) {
      const here = left(id, productId);
      const part = smaller(here, missing);
      if (part > 0n) take(id, productId, part);
      missing -= part;
    }
  }
  return short.length > 0 ? { outcome: 'short', short } : { outcome: 'held', held: [...taken.values()] };
}

/** Not all or nothing: of what is short, what there is. Lines leave the choice of the location to the order of preference. */
export function allocateWhatThereIs(
  wanted: readonly Omit<Wanted, 'locationId'>[],
  locations: readonly string[],
  free: Free,
  split = true,
): Readonly<{ held: readonly Held[]; short: readonly Short[] }> {
  const whole = allocate(wanted, locations, free, split);
  if (whole.outcome === 'held') return { held: whole.held, short: [] };
  const left = new Map(whole.short.map(({ productId, available }) => [productId, available]));
  const lowered = merged(wanted)
    .map((line) => ({ ...line, quantity: left.get(line.productId) ?? line.quantity }))
    .filter(({ quantity }) => quantity > 0n);
  const rest = allocate(lowered, locations, free, split);
  if (rest.outcome === 'short') throw new Error('what there is cannot be short');
  return { held: rest.held, short: whole.short };
}

/** What has to change so that `after` is held in place of `before`: signed quantities, none of them zero. */
export function difference(before: readonly Held[], after: readonly Held[]): Held[] {
  const changes = new Map<string, Held>();
  const add = (held: Held, sign: bigint) => {
    const key = `${held.locationId}\n${held.productId}`;
    changes.set(key, { ...held, quantity: (changes.get(key)?.quantity ?? 0n) + sign * held.quantity });
  };
  for (const held of before) add(held, -1n);
  for (const held of after) add(held, 1n);
  return [...changes.values()].filter(({ quantity }) => quantity !== 0n);
}

const smaller = (a: bigint, b: bigint): bigint => (a > b ? b : a);

/** Two lines of one product and location are one wish. */
function merged(wanted: readonly Wanted[]): Wanted[] {
  const byPlace = new Map<string, Wanted>();
  for (const line of wanted) {
    const key = `${line.locationId ?? ''}\n${line.productId}`;
    byPlace.set(key, { ...line, quantity: line.quantity + (byPlace.get(key)?.quantity ?? 0n) });
  }
  return [...byPlace.values()];
}

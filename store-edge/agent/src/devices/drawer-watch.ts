/**
 * Whether the drawer stands open, from a level of which nobody says what it means: a pulse opens the drawer, so the level that follows
 * one is that of an open drawer. Pure; time arrives in the calls. Source: ESC/POS, drawer kick-out connector, pin 3.
 */
export type DrawerWatch = Readonly<{
  isHigh: boolean | null;
  /** Learnt; null until a pulse has changed the level. */
  openIsHigh: boolean | null;
  kickedAtMs: number | null;
  openSinceMs: number | null;
}>;

export const unknownDrawer: DrawerWatch = {
  isHigh: null,
  openIsHigh: null,
  kickedAtMs: null,
  openSinceMs: null,
};

/** The printer is looked at every few seconds: a change within this time is the pulse's doing. */
const LEARN_MS = 10_000;
/** Longer than any change takes to be counted out. */
const LEFT_OPEN_MS = 60_000;

export const onKick = (watch: DrawerWatch, nowMs: number): DrawerWatch => ({ ...watch, kickedAtMs: nowMs });

export function onLevel(watch: DrawerWatch, isHigh: boolean | null, nowMs: number): DrawerWatch {
  if (isHigh === null) return { ...watch, isHigh, openSinceMs: null };
  const byKick =
    watch.kickedAtMs !== null && nowMs - watch.kickedAtMs <= LEARN_MS && watch.isHigh === !isHigh;
  const openIsHigh = watch.openIsHigh ?? (byKick ? isHigh : null);
  const isOpen = openIsHigh !== null && isHigh === openIsHigh;
  return { ...watch, isHigh, openIsHigh, openSinceMs: isOpen ? (watch.openSinceMs ?? nowMs) : null };
}

export const isLeftOpen = ({ openSinceMs }: DrawerWatch, nowMs: number): boolean =>
  openSinceMs !== null && nowMs - openSinceMs >= LEFT_OPEN_MS;

/** When to look again whether it is still open. */
export const leftOpenInMs = ({ openSinceMs }: DrawerWatch, nowMs: number): number | null =>
  openSinceMs === null ? null : Math.max(0, openSinceMs + LEFT_OPEN_MS - nowMs);

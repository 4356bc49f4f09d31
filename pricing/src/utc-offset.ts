/** What a place's clock shows, less UTC. Not the engine's to ask: zones change by law, so a basket carries what it was priced by. */

/** @param timeZone IANA name, e.g. `America/Toronto`. */
export function utcOffsetMinutes(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return Math.ceil((shown - at.getTime()) / 60_000);
}

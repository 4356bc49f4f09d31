import type { Scale, ScaleReading } from './scale.ts';

/** What every scale shares, whatever its wire: the present reading, and telling its changes. */
export function readingTeller() {
  const listeners = new Set<(reading: ScaleReading) => void>();
  let reading: ScaleReading = { state: 'absent' };
  const onReading: Scale['onReading'] = (listener) => {
    listeners.add(listener);
    listener(reading);
    return () => void listeners.delete(listener);
  };
  return {
    onReading,
    become(next: ScaleReading) {
      if (JSON.stringify(next) === JSON.stringify(reading)) return;
      reading = next;
      for (const listener of listeners) listener(next);
    },
  };
}

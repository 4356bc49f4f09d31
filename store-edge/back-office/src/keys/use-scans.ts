/** A scanner that types, known by its speed wherever the focus is. Its Enter presses nothing. */
import {
  type WedgeEffect,
  wedgeDefaults,
  wedgeIdle,
  wedgeKey,
  wedgeSilence,
} from '@comptoir/hardware-drivers/scanner/wedge';
import { useEffect, useEffectEvent } from 'react';

/** @param onScan `typed` characters of it went into the focused field before it was known as one. */
export function useScans(onScan: (text: string, typed: number) => void): void {
  const told = useEffectEvent(onScan);
  useEffect(() => {
    let wedge = wedgeIdle;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const heard = (effect: WedgeEffect) => {
      if (effect.do === 'scan') told(effect.text, effect.typedCharacters);
    };
    const onKey = (event: KeyboardEvent) => {
      // A held key repeats faster than any scanner types.
      const step = event.repeat
        ? { state: wedgeIdle, effect: { do: 'nothing' } as const }
        : wedgeKey(wedge, event);
      wedge = step.state;
      clearTimeout(silence);
      if (wedge.text !== '')
        silence = setTimeout(() => {
          const end = wedgeSilence(wedge);
          wedge = end.state;
          heard(end.effect);
        }, wedgeDefaults.silenceMs);
      if (step.effect.do === 'swallow' || (step.effect.do === 'scan' && step.effect.swallowKey)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      heard(step.effect);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(silence);
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
}

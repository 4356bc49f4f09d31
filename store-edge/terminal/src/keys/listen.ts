/**
 * The till's ears: one listener at window level, before the focus. A scan is known by its speed and never presses anything;
 * every other key becomes a command for the screen that is shown.
 */
import {
  type WedgeEffect,
  wedgeDefaults,
  wedgeIdle,
  wedgeKey,
  wedgeSilence,
} from '@comptoir/hardware-drivers/scanner/wedge';
import { type Command, commandOf } from './commands.ts';

export type Ears = Readonly<{
  /** @returns whether the command was taken, so that the browser does not act on the key too. */
  onCommand: (command: Command) => boolean;
  /** `typed` characters of the scan went through as commands before it was known as one. */
  onScan: (text: string, typed: number) => void;
  searching: () => boolean;
  hasSigns: () => boolean;
}>;

export function listen(ears: Ears): () => void {
  let wedge = wedgeIdle;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const heard = (effect: WedgeEffect) => {
    if (effect.do === 'scan') ears.onScan(effect.text, effect.typedCharacters);
  };
  const onKey = (event: KeyboardEvent) => {
    // A held key repeats faster than any scanner types.
    const step = event.repeat
      ? { state: wedgeIdle, effect: { do: 'nothing' } as const }
      : wedgeKey(wedge, event);
    wedge = step.state;
    clearTimeout(silence);
    if (wedge.text !== '') silence = setTimeout(onSilence, wedgeDefaults.silenceMs);
    heard(step.effect);
    if (step.effect.do === 'swallow' || (step.effect.do === 'scan' && step.effect.swallowKey)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (keepsKey(event)) return;
    const command = commandOf(event, ears.searching(), ears.hasSigns());
    if (command && ears.onCommand(command)) event.preventDefault();
  };
  const onSilence = () => {
    const step = wedgeSilence(wedge);
    wedge = step.state;
    heard(step.effect);
  };
  // A finger or a mouse never leaves the focus on a key: the next Enter is the entry line's.
  const onPointer = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('button')) event.preventDefault();
  };
  window.addEventListener('keydown', onKey, { capture: true });
  window.addEventListener('mousedown', onPointer, { capture: true });
  return () => {
    clearTimeout(silence);
    window.removeEventListener('keydown', onKey, { capture: true });
    window.removeEventListener('mousedown', onPointer, { capture: true });
  };
}

/** Fields keep their own keys, and a button that a keyboard user walked to keeps Enter and Space. */
function keepsKey(event: KeyboardEvent): boolean {
  const focused = document.activeElement;
  if (focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement) {
    return event.key !== 'Escape' && !/^F\d+$/.test(event.key);
  }
  const onButton = focused instanceof HTMLButtonElement && focused.matches(':focus-visible');
  return event.key === 'Tab' || (onButton && (event.key === 'Enter' || event.key === ' '));
}

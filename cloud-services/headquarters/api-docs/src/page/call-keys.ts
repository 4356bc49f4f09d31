/** Arrows go from call to call, whether they are open or not; Enter and space open, as the browser has it. */
import type { KeyboardEvent } from 'react';

const calls = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('summary[data-call]')];

export const firstCall = (): HTMLElement | undefined => calls()[0];

export function moveAmongCalls(event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const all = calls();
  const index = all.indexOf(event.target as HTMLElement);
  const next = index < 0 ? undefined : all[index + step];
  if (step === 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}

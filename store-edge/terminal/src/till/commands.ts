/** Which screen the keys speak to. The last that asked is the one in front. */
import { useLayoutEffect, useRef } from 'react';
import type { Command } from '../keys/commands.ts';

type Handler = (command: Command) => boolean;
const handlers: { current: Handler }[] = [];

export const toFront = (command: Command): boolean => handlers.at(-1)?.current(command) ?? false;

export function useCommands(handler: Handler): void {
  const kept = useRef(handler);
  kept.current = handler;
  // Before the screen is painted: a key typed the moment it is seen must not go to the screen that was there before.
  useLayoutEffect(() => {
    handlers.push(kept);
    return () => void handlers.splice(handlers.indexOf(kept), 1);
  }, []);
}

/** What the person who is signed in may do: what they may not is hidden here, and refused by the services. */
import { createContext, useContext } from 'react';

export const MayContext = createContext<readonly string[]>([]);

/** @param ability as in docs/roles.md. */
export const useMay = (ability: string): boolean => useContext(MayContext).includes(ability);

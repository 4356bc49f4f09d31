import { createContext } from 'react';

/** Where pictures are loaded from, without a slash at its end; empty: the shop itself. */
export const AssetBase = createContext('');

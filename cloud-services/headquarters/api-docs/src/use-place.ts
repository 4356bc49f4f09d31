import { useSyncExternalStore } from 'react';

const subscribe = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

/** Where on the page one is: a service (`sales`), a call (`get:/api/v1/products`), or at the beginning (empty). */
export const usePlace = (): string =>
  useSyncExternalStore(subscribe, () => decodeURIComponent(location.hash.slice(1)));

export const addressOf = (place: string): string => `#${encodeURIComponent(place)}`;

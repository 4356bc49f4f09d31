import { useEffect, useState } from 'react';

/** What is looked for lives in the address, so that it can be shared. */
export function useQuestion(): [string, (question: string) => void] {
  const [question, ask] = useState(() => new URLSearchParams(location.search).get('q') ?? '');
  useEffect(() => {
    const query = question === '' ? '' : `?q=${encodeURIComponent(question)}`;
    history.replaceState(null, '', `${location.pathname}${query}${location.hash}`);
  }, [question]);
  return [question, ask];
}

import { useEffect, useState } from 'react';
import { useSpoken } from '../i18n/language.tsx';
import type { Suggestion } from '../shared/shapes/catalogue.ts';

/** Between two keys of somebody who types on: nothing is asked for half a word. */
const pauseMs = 110;
const none: readonly Suggestion[] = [];

/** Products for what is typed; null: nobody types. Answers that come late are dropped. */
export function useSuggestions(typed: string | null): readonly Suggestion[] {
  const { language } = useSpoken();
  const [items, setItems] = useState(none);
  const query = typed?.trim() ?? '';

  useEffect(() => {
    if (query === '') return setItems(none);
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await fetch(`/suggestions?${new URLSearchParams({ q: query, language })}`, {
        signal: controller.signal,
      }).catch(() => undefined);
      if (!answer?.ok) return;
      const body: { items: Suggestion[] } = await answer.json();
      if (!controller.signal.aborted) setItems(body.items);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query, language]);
  return items;
}

import { useLingui } from '@lingui/react/macro';
import { useDeferredValue, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import css from './product-search.module.css';

/** The search text lives in the address, so that a list can be shared and the back key works. */
export function useSearchText(): [string, (text: string) => void] {
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.get('q') ?? '';
  return [useDeferredValue(text), (next) => setParameters(next ? { q: next } : {}, { replace: true })];
}

export function ProductSearch(props: { onText: (text: string) => void }) {
  const { t } = useLingui();
  const [parameters] = useSearchParams();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focusOnShortcut = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'k') return;
      event.preventDefault();
      field.current?.select();
    };
    window.addEventListener('keydown', focusOnShortcut);
    return () => window.removeEventListener('keydown', focusOnShortcut);
  }, []);
  return (
    <label className={css.search}>
      <span>{t`Chercher un produit par nom, code ou code-barres`}</span>
      <input
        ref={field}
        type="search"
        value={parameters.get('q') ?? ''}
        onChange={(event) => props.onText(event.target.value)}
        autoComplete="off"
        placeholder=" "
        data-testid="product-search"
      />
      <kbd>Ctrl K</kbd>
    </label>
  );
}

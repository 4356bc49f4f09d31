import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { firstCall } from '../page/call-keys.ts';
import css from './search-field.module.css';

export function SearchField(props: { question: string; onQuestion: (question: string) => void }) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focusOnSlash = (event: globalThis.KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.select();
    };
    window.addEventListener('keydown', focusOnSlash);
    return () => window.removeEventListener('keydown', focusOnSlash);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') props.onQuestion('');
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    firstCall()?.focus();
  };
  return (
    <label className={css.search}>
      <span className="visually-hidden">{t`Chercher un appel`}</span>
      <input
        ref={field}
        type="search"
        value={props.question}
        onChange={(event) => props.onQuestion(event.target.value)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
        placeholder={t`Chercher : chemin, mots, champ`}
        data-testid="search"
      />
      <kbd>/</kbd>
    </label>
  );
}

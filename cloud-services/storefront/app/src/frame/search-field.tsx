/**
 * The search field: a form that works by itself, and a list of products as one types.
 * Source: ARIA Authoring Practices Guide, "Editable Combobox With List Autocomplete": focus stays in the field, arrows move
 * through the list, Enter opens what is marked, Escape closes and then empties.
 */
import { Amount } from '@comptoir/ui-kit';
import { Plural, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Form, useLocation, useNavigate, useSearchParams } from 'react-router';
import { useSpoken } from '../i18n/language.tsx';
import { Icon } from '../parts/icons.tsx';
import { Picture } from '../parts/picture.tsx';
import css from './search-field.module.css';
import { useSuggestions } from './use-suggestions.ts';

export function SearchField() {
  const { t } = useLingui();
  const { to, locale } = useSpoken();
  const navigate = useNavigate();
  const { pathname, key } = useLocation();
  const [asked] = useSearchParams();
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [marked, setMarked] = useState(-1);
  const items = useSuggestions(typed);
  const isOpen = typed !== null && items.length > 0;
  const shownQuery = pathname === to('search') ? (asked.get('q') ?? '') : '';

  // Another page: the list closes, and the field says what that page searched for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a navigation is what resets it.
  useEffect(() => {
    setTyped(null);
    setMarked(-1);
    if (field.current) field.current.value = shownQuery;
  }, [key, shownQuery]);

  const open = (at: number) => {
    const item = items[at];
    if (!item) return;
    setTyped(null);
    navigate(to('product', { code: item.code }));
  };

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const last = items.length - 1;
    if (event.key === 'Escape') {
      if (isOpen) event.preventDefault();
      setTyped(null);
      setMarked(-1);
      return;
    }
    if (!isOpen) return;
    if (event.key === 'ArrowDown') setMarked(marked >= last ? -1 : marked + 1);
    else if (event.key === 'ArrowUp') setMarked(marked < 0 ? last : marked - 1);
    else if (event.key === 'Enter' && marked >= 0) open(marked);
    else return;
    event.preventDefault();
  }

  return (
    <search>
      <Form className={css.form} action={to('search')} method="get">
        <input
          ref={field}
          className={css.field}
          type="search"
          name="q"
          defaultValue={shownQuery}
          placeholder={t`Produit ou code-barres`}
          aria-label={t`Chercher un produit ou un code-barres`}
          autoComplete="off"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen && marked >= 0 ? `${listId}-${marked}` : undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            setMarked(-1);
          }}
          onBlur={() => setTyped(null)}
          onKeyDown={onKeyDown}
          maxLength={200}
          data-testid="search"
        />
        <button className={css.button} type="submit">
          <Icon name="search" size={20} />
          <span className="visually-hidden">{t`Chercher`}</span>
        </button>
        {isOpen ? (
          <div className={css.list} id={listId} role="listbox" aria-label={t`Produits proposés`}>
            {items.map((item, at) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the field, which keeps the focus.
              // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is marked, never focused.
              <div
                key={item.code}
                id={`${listId}-${at}`}
                className={css.option}
                role="option"
                aria-selected={at === marked}
                // The field would lose the focus, and the list close, before the click.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => open(at)}
                data-testid="suggestion"
              >
                <Picture url={item.picture} />
                <span className={css.name}>{item.name}</span>
                {item.priceMinor === null ? null : <Amount amountMinor={item.priceMinor} locale={locale} />}
              </div>
            ))}
          </div>
        ) : null}
        <span className="visually-hidden" aria-live="polite">
          {isOpen ? <Plural value={items.length} one="# produit proposé" other="# produits proposés" /> : ''}
        </span>
      </Form>
    </search>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect } from 'react';
import { chooseLanguage } from '../i18n/language.ts';
import { SearchField } from '../search/search-field.tsx';
import { documentAddress } from '../use-document.ts';
import { addressOf } from '../use-place.ts';
import css from './frame.module.css';

export function Frame(props: {
  question: string;
  onQuestion: (question: string) => void;
  children: ReactNode;
}) {
  const { t, i18n } = useLingui();
  const other =
    i18n.locale === 'fr-CA'
      ? ({ language: 'en-CA', label: 'English' } as const)
      : ({ language: 'fr-CA', label: 'Français' } as const);
  const title = t`Comptoir · Documentation de l’API`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <>
      <button type="button" className={css.skip} onClick={focusContent}>
        <Trans>Aller au contenu</Trans>
      </button>
      <header className={css.header}>
        <a className={css.brand} href={addressOf('')}>
          Comptoir <span>API</span>
        </a>
        <SearchField question={props.question} onQuestion={props.onQuestion} />
        <div className={css.tools}>
          <a href={documentAddress} download="comptoir-openapi.json">{t`Télécharger OpenAPI 3.1`}</a>
          <button type="button" lang={other.language} onClick={() => chooseLanguage(other.language)}>
            {other.label}
          </button>
        </div>
      </header>
      {props.children}
    </>
  );
}

/** No link: the address says where one is in the documentation. */
const focusContent = () => document.getElementById('content')?.focus();

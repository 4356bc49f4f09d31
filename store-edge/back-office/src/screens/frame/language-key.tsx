import { chooseLanguage } from '../../i18n/language.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import css from './frame.module.css';

export function LanguageKey() {
  const isFrench = useLocale() === 'fr-CA';
  return (
    <button
      type="button"
      className={css.quiet}
      lang={isFrench ? 'en-CA' : 'fr-CA'}
      onClick={() => chooseLanguage(isFrench ? 'en-CA' : 'fr-CA')}
      data-testid="language"
    >
      {isFrench ? 'English' : 'Français'}
    </button>
  );
}

import { Key } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { chooseLocale } from '../till/session.ts';

/** Names the other language in that language: no flag. */
export function LanguageKey() {
  const { i18n } = useLingui();
  const french = i18n.locale === 'fr-CA';
  return (
    <Key tone="quiet" onPress={() => chooseLocale(french ? 'en-CA' : 'fr-CA')} testId="language">
      <span lang={french ? 'en-CA' : 'fr-CA'}>{french ? 'English' : 'Français'}</span>
    </Key>
  );
}

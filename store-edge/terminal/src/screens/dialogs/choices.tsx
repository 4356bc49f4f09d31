import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { chooseLocale, chooseSound, chooseTheme } from '../../till/session.ts';
import { useTill } from '../../till/store.ts';
import css from './dialogs.module.css';

/** What whoever works here likes. */
export function Choices() {
  const { t, i18n } = useLingui();
  const theme = useTill((state) => state.theme);
  const sound = useTill((state) => state.sound);
  const themes = { system: t`Comme l’appareil`, light: t`Clair`, dark: t`Sombre` } as const;
  return (
    <div className={css.choices}>
      <fieldset className={css.choice}>
        <legend>
          <Trans>Langue</Trans>
        </legend>
        <Key pressed={i18n.locale === 'fr-CA'} onPress={() => chooseLocale('fr-CA')} testId="locale-fr">
          <span lang="fr-CA">Français</span>
        </Key>
        <Key pressed={i18n.locale === 'en-CA'} onPress={() => chooseLocale('en-CA')} testId="locale-en">
          <span lang="en-CA">English</span>
        </Key>
      </fieldset>
      <fieldset className={css.choice}>
        <legend>
          <Trans>Sons</Trans>
        </legend>
        <Key pressed={sound} onPress={() => chooseSound(true)} testId="sound-on">
          <Trans>Avec sons</Trans>
        </Key>
        <Key pressed={!sound} onPress={() => chooseSound(false)} testId="sound-off">
          <Trans>Sans sons</Trans>
        </Key>
      </fieldset>
      <fieldset className={css.choice}>
        <legend>
          <Trans>Apparence</Trans>
        </legend>
        {(['light', 'dark', 'system'] as const).map((one) => (
          <Key key={one} pressed={theme === one} onPress={() => chooseTheme(one)} testId={`theme-${one}`}>
            {themes[one]}
          </Key>
        ))}
      </fieldset>
    </div>
  );
}

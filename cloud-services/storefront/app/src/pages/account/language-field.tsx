import { useLingui } from '@lingui/react/macro';
import css from '../../parts/form.module.css';
import type { Language } from '../../shared/paths.ts';

/** In which language we write to somebody. */
export function LanguageField({ language }: { language: Language }) {
  const { t } = useLingui();
  return (
    <div className={css.field}>
      <label htmlFor="language">{t`Langue de nos courriels`}</label>
      <select id="language" name="language" defaultValue={language}>
        <option value="fr" lang="fr-CA">
          Français
        </option>
        <option value="en" lang="en-CA">
          English
        </option>
      </select>
    </div>
  );
}

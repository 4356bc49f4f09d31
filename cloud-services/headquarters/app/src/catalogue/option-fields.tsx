import { useLingui } from '@lingui/react/macro';
import { useAttributes } from '../attributes/use-attributes.ts';
import { useLocale } from '../i18n/use-locale.ts';
import css from './catalogue.module.css';
import { nameIn } from './name-in.ts';

const optionsMax = 3;

/** By which attributes the variants of a family differ, in the order in which the shop asks. */
export function OptionFields(props: {
  codes: readonly string[];
  onChange: (codes: readonly string[]) => void;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const { codes, onChange } = props;
  const definitions = useAttributes().data ?? [];
  return (
    <fieldset className={css.attributes}>
      <legend>{t`Options : ce qui distingue les variantes, trois au plus`}</legend>
      {definitions.length === 0 ? (
        <p className="muted">{t`Définissez d’abord des attributs, comme la taille ou la couleur.`}</p>
      ) : null}
      {definitions.map(({ code, name }) => {
        const place = codes.indexOf(code);
        return (
          <label className="check" key={code}>
            <input
              type="checkbox"
              checked={place >= 0}
              disabled={place < 0 && codes.length >= optionsMax}
              onChange={({ target }) =>
                onChange(target.checked ? [...codes, code] : codes.filter((one) => one !== code))
              }
              data-testid={`option-${code}`}
            />
            <span>{place < 0 ? nameIn(name, locale) : `${place + 1}. ${nameIn(name, locale)}`}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

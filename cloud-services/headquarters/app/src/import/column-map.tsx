import type { ImportColumns } from '@comptoir/product/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { Scrolled } from '../frame/scrolled.tsx';
import css from './import.module.css';
import { attributeOf } from './kept-columns.ts';
import { useColumnWords } from './use-column-words.ts';

const namesProduct = new Set(['sku', 'barcode', 'id']);

/** What each column of the file is. */
export function ColumnMap(props: {
  columns: ImportColumns['items'];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  onCheck: () => void;
}) {
  const { t } = useLingui();
  const words = useColumnWords();
  const { columns, chosen } = props;
  const canTell = chosen.some((code) => namesProduct.has(code));
  const optionsOf = (heading: string, own: string) => {
    const attribute = own.startsWith('attribute_') ? own : attributeOf(heading);
    const free = Object.entries(words).filter(([code]) => code === own || !chosen.includes(code));
    return attribute === undefined || (attribute !== own && chosen.includes(attribute))
      ? free
      : [...free, [attribute, t`Attribut « ${attribute.replace('attribute_', '')} »`] as const];
  };
  return (
    <section className={`sheet ${css.sheet}`} aria-labelledby="columns-title">
      <h2 id="columns-title">{t`Colonnes du fichier`}</h2>
      <Scrolled className="">
        <table className="table">
          <thead>
            <tr>
              <th>{t`Dans le fichier`}</th>
              <th>{t`Premières valeurs`}</th>
              <th>{t`Dans le catalogue`}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ heading, samples }, at) => {
              const own = chosen[at] ?? '';
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a file may head two columns alike; their order never changes.
                <tr key={at} data-testid="column">
                  <td>{heading || '—'}</td>
                  <td className={css.samples}>{samples.join(' · ')}</td>
                  <td>
                    <select
                      className={css.select}
                      aria-label={t`Dans le catalogue : ${heading}`}
                      value={own}
                      onChange={(event) => props.onChange(chosen.with(at, event.target.value))}
                    >
                      <option value="">{t`Ne pas importer`}</option>
                      {optionsOf(heading, own).map(([code, label]) => (
                        <option key={code} value={code}>
                          {label}
                        </option>
                      ))}
                    </select>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scrolled>
      <div className="actions">
        <button
          type="button"
          className="button primary"
          disabled={!canTell}
          onClick={props.onCheck}
          data-testid="check-file"
        >{t`Vérifier le fichier`}</button>
        <p className="muted">
          {canTell ? (
            <Trans>Rien ne change encore au catalogue.</Trans>
          ) : (
            <Trans>Dites quelle colonne est l’UGS ou le code-barres.</Trans>
          )}
        </p>
      </div>
    </section>
  );
}

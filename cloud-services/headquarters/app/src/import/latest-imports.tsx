import { formatDay, formatNumber, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Scrolled } from '../frame/scrolled.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './import.module.css';
import { useImports } from './use-import.ts';

/** What was sent lately; each report can be looked at again. */
export function LatestImports(props: { shown: string | null; onShow: (id: string) => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { data } = useImports();
  if (!data || data.items.length === 0) return null;
  return (
    <section className={`sheet ${css.sheet}`} aria-labelledby="latest-title">
      <h2 id="latest-title">{t`Derniers fichiers`}</h2>
      <Scrolled className="">
        <table className="table">
          <thead>
            <tr>
              <th>{t`Quand`}</th>
              <th>{t`Quoi`}</th>
              <th className="figure">{t`Lignes`}</th>
              <th className="figure">{t`À corriger`}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map(({ id, startedAt, dryRun, rows, bad }) => (
              <tr key={id} aria-current={id === props.shown}>
                <td className={css.when}>
                  {formatDay(new Date(startedAt), headOfficeTimeZone)}{' '}
                  {formatTime(new Date(startedAt), locale, headOfficeTimeZone)}
                </td>
                <td>
                  <button type="button" className={css.link} onClick={() => props.onShow(id)}>
                    {dryRun ? t`Vérification` : t`Importation`}
                  </button>
                </td>
                <td className="figure">{formatNumber(rows, locale)}</td>
                <td className="figure">{formatNumber(bad, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </section>
  );
}

import type { Outlook as Told } from '@comptoir/reporting/targets/api';
import { Amount, formatPercent, formatTime } from '@comptoir/ui-kit';
import { Plural, useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { targetPath } from '../figures/behind.ts';
import { Definition } from '../figures/definition.tsx';
import { useTold } from '../figures/use-report.ts';
import type { Filters } from '../filters/use-filters.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone, today } from '../live/today.ts';
import css from './dashboard.module.css';

const refreshMs = 30_000;

/** What today will probably come to, and the month against its target: of today, whatever period is looked at. */
export function Outlook({ filters }: { filters: Filters }) {
  const { storeId, channel } = filters;
  const search = new URLSearchParams({ ...(storeId ? { storeId } : {}), ...(channel ? { channel } : {}) });
  const told = useTold<Told>(`outlook?${search}`, refreshMs);
  if (!told.data) return null;
  return (
    <dl className={`${css.figures} ${css.outlook}`} data-testid="outlook">
      <Forecast forecast={told.data.forecast} />
      <Target target={told.data.target} filters={filters} />
    </dl>
  );
}

const percent = (ratio: string) => String(Math.round(Number(ratio) * 100));

function Forecast({ forecast }: { forecast: Told['forecast'] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { endMinor, shareDone, error, days, until } = forecast;
  const share = shareDone === null ? null : formatPercent(percent(shareDone), locale);
  const missed = error === null ? null : formatPercent(percent(error), locale);
  const at = formatTime(new Date(until), locale, headOfficeTimeZone);
  return (
    <div className={`sheet ${css.tile}`}>
      <dt>
        {t`Aujourd’hui, à la fermeture`} <Definition of="forecast" />
      </dt>
      <dd data-testid="forecast">
        {endMinor === null ? '—' : <Amount amountMinor={endMinor} locale={locale} />}
      </dd>
      <dd className={css.detail}>
        {share === null ? (
          t`trop tôt pour le dire`
        ) : (
          <>
            <span>{t`${share} d’une journée est fait à ${at}`}</span>{' '}
            <span>
              {missed === null ? (
                <Plural value={days} one="d’après # jour" other="d’après # jours" />
              ) : (
                t`erreur moyenne ${missed}`
              )}
            </span>
          </>
        )}
      </dd>
    </div>
  );
}

function Target({ target, filters }: { target: Told['target']; filters: Filters }) {
  const { t } = useLingui();
  const locale = useLocale();
  if (!target)
    return (
      <div className={`sheet ${css.tile}`}>
        <dt>
          {t`Objectif du mois`} <Definition of="target" />
        </dt>
        <dd>—</dd>
        <dd className={css.detail}>
          <Link to="/targets">{t`Saisir les objectifs`}</Link>
        </dd>
      </div>
    );
  const { month, targetMinor, soFarMinor, expectedMinor } = target;
  const done =
    targetMinor === 0 ? null : formatPercent(String(Math.round((100 * soFarMinor) / targetMinor)), locale);
  const soFar = <Amount amountMinor={soFarMinor} locale={locale} testId="target-so-far" />;
  const isAhead = soFarMinor >= expectedMinor;
  return (
    <div className={`sheet ${css.tile}`}>
      <dt>
        {t`Objectif du mois`} <Definition of="target" />
      </dt>
      <dd>
        <Link to={targetPath(filters, month, today())}>{soFar}</Link>
      </dd>
      <dd className={css.detail}>
        <progress
          max={Math.max(1, targetMinor)}
          value={Math.max(0, soFarMinor)}
          aria-label={t`Objectif du mois`}
        />
        <span>
          {done === null ? '' : `${done} · `}
          <Link to="/targets">
            {t`sur`} <Amount amountMinor={targetMinor} locale={locale} />
          </Link>
        </span>{' '}
        <span className={isAhead ? css.better : css.worse}>
          {isAhead ? '▲ ' : '▼ '}
          {isAhead ? t`en avance de` : t`en retard de`}{' '}
          <Amount amountMinor={Math.abs(soFarMinor - expectedMinor)} locale={locale} />
        </span>
      </dd>
    </div>
  );
}

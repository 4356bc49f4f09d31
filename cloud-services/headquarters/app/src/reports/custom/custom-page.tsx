import type { CustomReport } from '@comptoir/reporting/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { BarList } from '../../charts/bar-list.tsx';
import { Choices } from '../../filters/choices.tsx';
import { DateFields } from '../../filters/date-fields.tsx';
import filterCss from '../../filters/filters.module.css';
import { daysOf } from '../../filters/period.ts';
import { ScopeFields } from '../../filters/scope-fields.tsx';
import { useFilters } from '../../filters/use-filters.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { today } from '../../live/today.ts';
import { columnDefinitions } from '../column-definitions.ts';
import { Files } from '../files.tsx';
import { ReportTabs } from '../report-tabs.tsx';
import { Schedules } from '../schedules.tsx';
import { TableView } from '../table-view.tsx';
import { barsOf } from './bars.tsx';
import { dimensionsMax, dimensionsOf, type Subject, subjectOf, subjects, withSubject } from './choice.ts';
import { FilterFields } from './filter-fields.tsx';
import { SavedReports } from './saved-reports.tsx';
import { useCustomTable } from './use-custom.ts';
import { useCustomWords } from './use-custom-words.ts';

const first: CustomReport = { measures: ['totalMinor'], dimensions: ['store'], filters: {} };

/** A report that one composes: what is counted, by what, when and where. */
export function CustomPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const language = locale === 'en-CA' ? 'en' : 'fr';
  const words = useCustomWords();
  const { filters, search, set } = useFilters();
  const [custom, setCustom] = useState(first);
  const [isChart, setChart] = useState(false);
  const month = daysOf('month', today());
  const days = { from: search.get('from') ?? month.from, to: search.get('to') ?? month.to };
  const { storeId, channel } = filters;
  const place = { ...(storeId ? { storeId } : {}), ...(channel ? { channel } : {}) };
  const scope = { ...days, ...place };
  const isComplete = custom.measures.length > 0 && custom.dimensions.length <= dimensionsMax;
  const table = useCustomTable(isComplete ? { ...scope, custom, language } : undefined);
  const subject = subjectOf(custom);
  const bars = table.data ? barsOf(table.data, locale) : undefined;
  return (
    <>
      <h1>
        <Trans>Rapport sur mesure</Trans>
      </h1>
      <ReportTabs />
      <SavedReports custom={custom} onOpen={setCustom} />
      <form
        className="sheet form"
        onSubmit={(event: FormEvent) => event.preventDefault()}
        data-testid="composer"
      >
        <div className={filterCss.filters}>
          <label className={filterCss.field}>
            <span>{t`De quoi`}</span>
            <select
              value={subject}
              onChange={({ target }) => setCustom(withSubject(custom, target.value as Subject))}
              data-testid="custom-subject"
            >
              {(Object.keys(subjects) as Subject[]).map((name) => (
                <option key={name} value={name}>
                  {words.subjects[name]}
                </option>
              ))}
            </select>
          </label>
          <DateFields
            days={days}
            onChange={({ from, to }) => {
              if (from) set('from', from);
              if (to) set('to', to);
            }}
          />
          <ScopeFields filters={filters} onChange={set} />
        </div>
        <Choices
          legend={t`Mesures`}
          options={subjects[subject].measures.map((key) => ({ key, name: words.measures[key] }))}
          chosen={custom.measures}
          onChosen={(measures) => setCustom({ ...custom, measures: [...measures] })}
        />
        <Choices
          legend={t`Par (quatre au plus)`}
          options={dimensionsOf(subject).map((key) => ({ key, name: words.dimensions[key] }))}
          chosen={custom.dimensions}
          onChosen={(dimensions) => setCustom({ ...custom, dimensions: [...dimensions] })}
        />
        <h2>{t`Seulement`}</h2>
        <FilterFields custom={custom} onChange={setCustom} />
      </form>
      {isComplete ? null : (
        <p className="empty">{t`Choisissez au moins une mesure, et quatre dimensions au plus.`}</p>
      )}
      {table.error ? (
        <FaultMessage
          fault={table.error}
          words={{
            '/problems/report-too-slow': t`C’est trop long à additionner. Choisissez une période plus courte, ou sans caissier, caisse ni genre.`,
            '/problems/too-many-rows': t`Plus de lignes que personne n’en lirait. Choisissez une période plus courte, moins de dimensions, ou une partie seulement.`,
          }}
        />
      ) : null}
      {bars ? (
        <label className="check">
          <input
            type="checkbox"
            checked={isChart}
            onChange={({ target }) => setChart(target.checked)}
            data-testid="as-chart"
          />
          {t`En graphique`}
        </label>
      ) : null}
      {isComplete && table.data ? (
        isChart && bars ? (
          <BarList title={table.data.title} empty="" {...bars} />
        ) : (
          <TableView table={table.data} filters={filters} definitions={columnDefinitions} />
        )
      ) : null}
      {isComplete ? (
        <>
          <Files asked={{ parameters: { ...scope, custom } }} reports={['custom']} />
          <Schedules asked={{ ...place, custom }} reports={['custom']} />
        </>
      ) : null}
    </>
  );
}

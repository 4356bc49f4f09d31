import type { GenerateRequest, Job } from '@comptoir/reporting/api';
import { formatDay, formatNumber, formatPercent, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './reports.module.css';
import { saveFile, useFiles } from './use-files.ts';
import { useReportWords } from './use-report-words.ts';

type Asked = Omit<GenerateRequest, 'format' | 'language' | 'report'>;
type ReportName = GenerateRequest['report'];
const formats = ['csv', 'xlsx', 'pdf'] as const;

/** *Générer*: one of these reports as a file, in the language of the screen, with its progress. */
export function Files({ asked, reports }: { asked: Asked; reports: readonly [ReportName, ...ReportName[]] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { jobs, generate, change } = useFiles();
  const [chosen, setReport] = useState<ReportName>(reports[0]);
  const report = reports.includes(chosen) ? chosen : reports[0];
  const reportWords = useReportWords();
  const parameters =
    report === 'sales-consolidated' ? asked.parameters : { ...asked.parameters, groupBy: undefined };
  return (
    <section className={css.files} aria-labelledby="files-title">
      <h2 id="files-title">{t`Fichiers`}</h2>
      <div className={css.generate}>
        {reports.length > 1 ? (
          <label className={css.field}>
            <span>{t`Rapport`}</span>
            <select
              value={report}
              onChange={(event) => setReport(event.target.value as ReportName)}
              data-testid="report-name"
            >
              {reports.map((name) => (
                <option key={name} value={name}>
                  {reportWords[name]}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {formats.map((format) => (
          <button
            key={format}
            type="button"
            className="button"
            disabled={generate.isPending}
            onClick={() =>
              generate.mutate({ report, parameters, format, language: locale === 'en-CA' ? 'en' : 'fr' })
            }
            data-testid={`generate-${format}`}
          >
            {t`Générer ${format.toUpperCase()}`}
          </button>
        ))}
        <p className={css.note}>{t`Mots et nombres en français du Canada.`}</p>
      </div>
      {generate.error ? <FaultMessage fault={generate.error} /> : null}
      {change.error ? <FaultMessage fault={change.error} /> : null}
      {jobs.error ? <FaultMessage fault={jobs.error} /> : null}
      {jobs.data && jobs.data.items.length === 0 ? (
        <p className="empty">{t`Aucun fichier encore. Générez-en un : il reste ici une semaine.`}</p>
      ) : null}
      {jobs.data && jobs.data.items.length > 0 ? (
        <ul className={`sheet ${css.jobs}`}>
          {jobs.data.items.map((job) => (
            <JobRow key={job.jobId} job={job} onChange={(how) => change.mutate({ jobId: job.jobId, how })} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function JobRow({ job, onChange }: { job: Job; onChange: (how: 'cancel' | 'retry') => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const reportWords = useReportWords();
  const [fault, setFault] = useState<unknown>(null);
  const { done, total } = job.progress;
  const at = new Date(job.createdAt);
  const file = job.file;
  const share = total ? Math.min(1, done / total) : 0;
  const save = async () => {
    if (!file) return;
    setFault(null);
    try {
      await saveFile(await gateway.file(file.url), file.name);
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <li data-testid="report-job" data-state={job.state}>
      <span>
        {reportWords[job.report]} · {job.format.toUpperCase()}{' '}
        <span className="muted">
          {formatDay(at, headOfficeTimeZone)}, {formatTime(at, locale, headOfficeTimeZone)}
        </span>
      </span>
      {job.state === 'waiting' || job.state === 'working' ? (
        <span className={css.progress}>
          <progress value={share} max={1} aria-label={t`Progression`} />
          {formatPercent(String(Math.round(share * 100)), locale)}
          <button
            type="button"
            className="button"
            onClick={() => onChange('cancel')}
            data-testid="cancel-job"
          >{t`Annuler ce fichier`}</button>
        </span>
      ) : null}
      {file ? (
        <button type="button" className="button" onClick={() => void save()} data-testid="download">
          {t`Télécharger`}{' '}
          <span className="muted">
            {bytesText(file.bytes, (kilo) => t`${formatNumber(kilo, locale)} ko`)}
          </span>
        </button>
      ) : null}
      {job.fault === 'too-many-rows' ? (
        <span
          className={css.fault}
        >{t`Trop de lignes pour ce format. Choisissez CSV ou une période plus courte.`}</span>
      ) : null}
      {job.fault === 'failed' ? (
        <span className={css.fault}>{t`Le fichier n’a pas pu être fait. Générez-le de nouveau.`}</span>
      ) : null}
      {job.state === 'cancelled' ? <span className="muted">{t`Annulé.`}</span> : null}
      {job.state === 'failed' || job.state === 'cancelled' ? (
        <button
          type="button"
          className="button"
          onClick={() => onChange('retry')}
          data-testid="retry-job"
        >{t`Refaire`}</button>
      ) : null}
      {fault ? <FaultMessage fault={fault} /> : null}
    </li>
  );
}

const bytesText = (bytes: number, inKilo: (kilo: number) => string) =>
  inKilo(Math.max(1, Math.round(bytes / 1024)));

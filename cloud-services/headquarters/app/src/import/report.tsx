import type { ImportReport } from '@comptoir/product/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Scrolled } from '../frame/scrolled.tsx';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { useFourEyes } from '../prices/proposals/use-proposals.ts';
import { saveFile } from '../reports/use-files.ts';
import css from './import.module.css';
import { useFieldWords } from './use-column-words.ts';
import { useReport } from './use-import.ts';

/** So many bad rows are shown; the file has them all. */
const shownMax = 200;

/** What a check found or an import did, and each row that wants mending. */
export function Report(props: {
  id: string;
  onImport: (() => void) | undefined;
  onColumns: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const report = useReport(props.id);
  const fourEyes = useFourEyes();
  if (report.error) return <FaultMessage fault={report.error} />;
  if (!report.data) return null;
  const { dryRun, finishedAt, rows, created, updated, bad } = report.data;
  const good = formatNumber(rows - bad, locale);
  const title = dryRun ? t`Vérification` : t`Importation`;
  return (
    <section className={`sheet ${css.sheet}`} aria-labelledby="report-title" data-testid="import-report">
      <h2 id="report-title">{finishedAt === null ? t`${title} interrompue` : t`${title} terminée`}</h2>
      <Figures report={report.data} />
      {fourEyes.isOn === true && created > 0 ? (
        <p className="muted">
          <Trans>
            Les produits nouveaux se vendent quand une deuxième personne approuve leur premier prix.
          </Trans>
        </p>
      ) : null}
      <div className="actions">
        {dryRun && props.onImport ? (
          <button
            type="button"
            className="button primary"
            disabled={created + updated === 0}
            onClick={props.onImport}
            data-testid="import-good"
          >
            {bad > 0 ? t`Importer les ${good} bonnes lignes` : t`Importer ${good} lignes`}
          </button>
        ) : null}
        {dryRun && props.onColumns ? (
          <button type="button" className="button" onClick={props.onColumns}>{t`Revoir les colonnes`}</button>
        ) : null}
        {dryRun && created + updated === 0 && bad === 0 ? (
          <p className="muted">
            <Trans>Le catalogue dit déjà tout ce que dit ce fichier.</Trans>
          </p>
        ) : null}
      </div>
      {bad > 0 ? <BadRows report={report.data} /> : null}
    </section>
  );
}

function Figures({ report }: { report: ImportReport }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { dryRun, created, updated, unchanged, bad } = report;
  const figures = [
    [dryRun ? t`à créer` : t`créés`, created, 'created'],
    [dryRun ? t`à modifier` : t`modifiés`, updated, 'updated'],
    [t`déjà à jour`, unchanged, 'unchanged'],
    [t`lignes à corriger`, bad, 'bad'],
  ] as const;
  return (
    <dl className={css.figures}>
      {figures.map(([label, count, name]) => (
        <div key={name} data-bad={name === 'bad' && count > 0}>
          <dt>{label}</dt>
          <dd data-testid={`import-${name}`}>{formatNumber(count, locale)}</dd>
        </div>
      ))}
    </dl>
  );
}

function BadRows({ report }: { report: ImportReport }) {
  const { t } = useLingui();
  const gateway = useGateway();
  const locale = useLocale();
  const fields = useFieldWords();
  const saved = useMutation({
    mutationFn: async () =>
      saveFile(
        await gateway.file(`/api/v1/products/imports/${report.id}/to-fix.csv`),
        `${t`lignes-a-corriger`}.csv`,
      ),
  });
  const shown = report.badRows.slice(0, shownMax);
  const limit = formatNumber(shownMax, locale);
  return (
    <>
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={saved.isPending}
          onClick={() => saved.mutate()}
          data-testid="save-to-fix"
        >{t`Télécharger les lignes à corriger (CSV)`}</button>
        <p className="muted">
          <Trans>Corrigez-les dans ce fichier, puis déposez-le ici.</Trans>
        </p>
      </div>
      {saved.error ? <FaultMessage fault={saved.error} /> : null}
      <Scrolled className="">
        <table className="table">
          <thead>
            <tr>
              <th className="figure">{t`Ligne`}</th>
              <th>{t`Colonne`}</th>
              <th>{t`Valeur`}</th>
              <th>{t`Raison`}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, field, value, code, reason }) => (
              <tr key={`${row} ${field} ${code}`} data-testid="bad-row">
                <td className="figure">{formatNumber(row, locale)}</td>
                <td>{fields[field] ?? field}</td>
                <td className={css.samples}>{value === '' ? '—' : value}</td>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      {report.badRows.length > shownMax ? (
        <p className="muted">{t`Les ${limit} premières sont montrées. Le fichier les a toutes.`}</p>
      ) : null}
    </>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { today } from '../live/today.ts';
import { saveFile } from '../reports/use-files.ts';
import { ColumnMap } from './column-map.tsx';
import { FileDrop } from './file-drop.tsx';
import css from './import.module.css';
import { chosenColumns, keepChoice, keptChoice } from './kept-columns.ts';
import { LatestImports } from './latest-imports.tsx';
import { Progress } from './progress.tsx';
import { Report } from './report.tsx';
import { type ChosenFile, useFile, useSending } from './use-import.ts';

/** A spreadsheet into the catalogue: its columns, a check that changes nothing, then the import. */
export function ImportPage({ staffId }: { staffId: string }) {
  const { t } = useLingui();
  const [parameters, setParameters] = useSearchParams();
  const shown = parameters.get('import');
  const show = (id: string | null) => setParameters(id === null ? {} : { import: id });
  const [columns, setColumns] = useState<readonly string[]>([]);
  const chosen = useFile();
  const sending = useSending(show);
  const choose = (file: File) => {
    show(null);
    sending.reset();
    chosen.mutate(file, {
      onSuccess: (read) => setColumns(chosenColumns(read.columns, keptChoice(staffId, localStorage))),
    });
  };
  const send = (read: ChosenFile, dryRun: boolean) => {
    keepChoice(
      staffId,
      Object.fromEntries(read.columns.map(({ heading }, at) => [heading, columns[at] ?? ''])),
      localStorage,
    );
    sending.mutate({ id: crypto.randomUUID(), file: read.file, columns, dryRun });
  };
  const read = chosen.data;
  return (
    <>
      <header className={css.header}>
        <h1>
          <Trans>Importer des produits</Trans>
        </h1>
        <Export />
      </header>
      <FileDrop isReading={chosen.isPending} name={read?.file.name} onFile={choose} />
      {chosen.error ? <FaultMessage fault={chosen.error} /> : null}
      {read && !sending.isPending && shown === null ? (
        <ColumnMap
          columns={read.columns}
          chosen={columns}
          onChange={setColumns}
          onCheck={() => send(read, true)}
        />
      ) : null}
      {read && sending.isPending ? (
        <Progress id={sending.variables.id} isCheck={sending.variables.dryRun} lines={read.lines} />
      ) : null}
      {sending.error ? (
        <>
          <FaultMessage fault={sending.error} />
          <p className="muted">{t`Ce qui est entré avant l’arrêt reste au catalogue. Renvoyez le même fichier : rien n’entre deux fois.`}</p>
        </>
      ) : null}
      {shown !== null && !sending.isPending ? (
        <Report
          id={shown}
          onImport={read && shown === sending.data?.id ? () => send(read, false) : undefined}
          onColumns={read && shown === sending.data?.id ? () => show(null) : undefined}
        />
      ) : null}
      <LatestImports shown={shown} onShow={show} />
    </>
  );
}

function Export() {
  const { t } = useLingui();
  const gateway = useGateway();
  const exported = useMutation({
    mutationFn: async () =>
      saveFile(await gateway.file('/api/v1/products/export.csv'), `comptoir-${t`produits`}-${today()}.csv`),
  });
  return (
    <div className={css.export}>
      <button
        type="button"
        className="button"
        disabled={exported.isPending}
        onClick={() => exported.mutate()}
        data-testid="export-catalogue"
      >
        {exported.isPending ? t`Exportation…` : t`Exporter le catalogue (CSV)`}
      </button>
      {exported.error ? <FaultMessage fault={exported.error} /> : null}
    </div>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { type DragEvent, useState } from 'react';
import css from './import.module.css';

/** A file by drop, or by the browser's own choice, which needs no mouse. */
export function FileDrop(props: {
  isReading: boolean;
  name: string | undefined;
  onFile: (file: File) => void;
}) {
  const { t } = useLingui();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) props.onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same can be done by the field inside.
    <div
      className={css.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label className={css.choose}>
        <span className="button primary">
          {props.name ? t`Choisir un autre fichier` : t`Choisir un fichier CSV`}
        </span>
        <input
          type="file"
          accept=".csv,.txt,text/csv"
          className="visually-hidden"
          disabled={props.isReading}
          onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file, mended, may be chosen again.
            event.target.value = '';
            if (file) props.onFile(file);
          }}
          data-testid="import-file"
        />
      </label>
      <p className="muted">
        {props.name ?? (
          <Trans>
            ou déposez-le ici. Une ligne par produit, la première nomme les colonnes. Excel : « Enregistrer
            sous », CSV.
          </Trans>
        )}
      </p>
    </div>
  );
}

import type { ArchiveKey } from '@comptoir/sales/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DateFields } from '../filters/date-fields.tsx';
import filterCss from '../filters/filters.module.css';
import { daysOf } from '../filters/period.ts';
import { useStores } from '../filters/use-stores.ts';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { today } from '../live/today.ts';
import { saveFile } from '../reports/use-files.ts';
import css from './archives.module.css';

/** Where this very server hands out the verifier: one file for plain Node. */
const verifier = 'verify-archive.mjs';

export function ArchivesPage() {
  const { t } = useLingui();
  const gateway = useGateway();
  const stores = useStores();
  const [chosen, setChosen] = useState('');
  const [days, setDays] = useState(() => daysOf('month', today()));
  const storeId = chosen || stores[0]?.storeId || '';
  const code = stores.find((store) => store.storeId === storeId)?.code ?? '';
  const exported = useMutation({
    mutationFn: async () => {
      const search = new URLSearchParams({ storeId, from: days.from, to: days.to });
      const file = await gateway.file(`/api/v1/sales/archives?${search}`);
      await saveFile(file, `comptoir-${code}-${days.from}-${days.to}.ndjson.gz`);
    },
  });
  const key = useQuery({
    queryKey: ['archive-key'],
    queryFn: () => gateway.get<ArchiveKey>('/api/v1/sales/public/archive-key'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <h1>
        <Trans>Archives de vérification</Trans>
      </h1>
      <p className={css.lead}>
        <Trans>
          Les journaux d’un magasin en un fichier signé : chaque vente telle que la caisse l’a écrite.
          N’importe qui peut le vérifier, sans réseau et sans nos serveurs.
        </Trans>
      </p>
      <form
        className={filterCss.filters}
        onSubmit={(event) => {
          event.preventDefault();
          exported.mutate();
        }}
      >
        <label className={filterCss.field}>
          <span>{t`Magasin`}</span>
          <select
            value={storeId}
            onChange={(event) => setChosen(event.target.value)}
            data-testid="archive-store"
          >
            {stores.map((store) => (
              <option key={store.storeId} value={store.storeId}>
                {store.code} · {store.name}
              </option>
            ))}
          </select>
        </label>
        <DateFields days={days} onChange={setDays} />
        <button
          type="submit"
          className="button primary"
          disabled={exported.isPending || storeId === ''}
          data-testid="export-archive"
        >
          {exported.isPending ? t`Exportation…` : t`Exporter l’archive`}
        </button>
      </form>
      {exported.error ? <FaultMessage fault={exported.error} /> : null}
      <section className={`sheet ${css.sheet}`} aria-labelledby="verify-title">
        <h2 id="verify-title">{t`Vérifier une archive`}</h2>
        <ol>
          <li>
            <a href={`/${verifier}`} download={verifier} data-testid="verifier">
              {t`Télécharger le vérificateur`}
            </a>{' '}
            <span className="muted">{t`(un fichier, pour Node 20 ou plus récent)`}</span>
          </li>
          <li>
            <Trans>Dans le dossier des deux fichiers, tapez :</Trans>
            <code className={css.code}>
              node {verifier} --key {key.data?.publicKey ?? '…'} comptoir-{code || 'MTL01'}-….ndjson.gz
            </code>
          </li>
          <li>
            <Trans>
              La réponse est INTACT, ou bien ALTÉRÉ avec le premier enregistrement fautif et son numéro de
              reçu.
            </Trans>
          </li>
        </ol>
        {key.error ? <FaultMessage fault={key.error} /> : null}
        <p className="muted">
          <Trans>
            Gardez la clé ailleurs qu’avec l’archive, et comparez-la d’une fois à l’autre : c’est elle qui dit
            que l’archive est bien du siège.
          </Trans>
        </p>
      </section>
      <Limits />
    </>
  );
}

function Limits() {
  const { t } = useLingui();
  return (
    <section className={`sheet ${css.sheet}`} aria-labelledby="limits-title">
      <h2 id="limits-title">{t`Ce que la vérification montre, et ce qu’elle ne peut pas montrer`}</h2>
      <p>
        <Trans>
          Elle montre tout enregistrement modifié, retiré, ajouté ou déplacé depuis que le siège ou l’appareil
          du magasin en a signé la suite, ainsi que les numéros de reçu manquants et les totaux qui ne
          concordent pas.
        </Trans>
      </p>
      <p>
        <Trans>Elle ne peut pas montrer :</Trans>
      </p>
      <ul>
        <li>
          <Trans>une vente qui n’a jamais été saisie en caisse ;</Trans>
        </li>
        <li>
          <Trans>ce qu’un magasin coupé du réseau réécrirait avant de l’avoir envoyé ;</Trans>
        </li>
        <li>
          <Trans>
            qui tenait vraiment la caisse, ni si l’horloge du magasin était juste : l’ordre, lui, est sûr.
          </Trans>
        </li>
      </ul>
      <p>
        <Trans>Une donnée personnelle effacée laisse son empreinte : l’archive reste vérifiable.</Trans>
      </p>
    </section>
  );
}

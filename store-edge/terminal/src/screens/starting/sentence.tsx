import { Trans } from '@lingui/react/macro';
import type { Stage } from '../../till/state.ts';
import css from './sentence.module.css';

/** A till that cannot sell yet says why, and what to do. Under a moment it says nothing at all. */
export function Sentence({ stage }: { stage: Exclude<Stage, 'ready' | 'unpaired'> }) {
  return (
    <main className={css.page} data-testid={`stage-${stage}`}>
      {stage === 'starting' ? (
        <p className={css.late}>
          <Trans>La caisse démarre et cherche le serveur du magasin.</Trans>
        </p>
      ) : null}
      {stage === 'other-tab' ? (
        <>
          <h1>
            <Trans>La caisse est ouverte dans un autre onglet</Trans>
          </h1>
          <p>
            <Trans>Fermez l’autre onglet : celui-ci prendra la suite. Le panier est gardé.</Trans>
          </p>
        </>
      ) : null}
      {stage === 'unsupported' ? (
        <>
          <h1>
            <Trans>Ce navigateur ne peut pas garder la clé de la caisse</Trans>
          </h1>
          <p>
            <Trans>
              Ouvrez la caisse par l’adresse sécurisée du magasin, dans une version récente de Chromium.
            </Trans>
          </p>
        </>
      ) : null}
    </main>
  );
}

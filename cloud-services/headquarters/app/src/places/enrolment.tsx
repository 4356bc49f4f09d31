import { formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useEdges } from '../stores/use-edges.ts';
import css from './places.module.css';
import { useEnrolmentCode } from './use-places.ts';

/** The store's server: how it stands, and the code by which one becomes its own. */
export function Enrolment({ storeId }: { storeId: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { edges, words } = useEdges();
  const made = useEnrolmentCode(storeId);
  const states = (edges.data?.items ?? [])
    .filter((edge) => edge.storeId === storeId && edge.state !== 'revoked')
    .map(({ state }) => words[state]);
  const until = made.data ? formatTime(new Date(made.data.expiresAt), locale, headOfficeTimeZone) : '';
  return (
    <section className={`sheet ${css.section}`} aria-labelledby="enrolment-title">
      <h2 id="enrolment-title">{t`Serveur du magasin`}</h2>
      <p data-testid="place-server">
        {states.length === 0 ? t`Aucun serveur n’est inscrit pour ce magasin.` : states.join(', ')}
      </p>
      <button
        type="button"
        className="button"
        disabled={made.isPending}
        onClick={() => made.mutate()}
        data-testid="make-code"
      >{t`Créer un code d’inscription`}</button>
      <div role="status">
        {made.data ? (
          <>
            <p className={css.code} data-testid="enrolment-code">
              {made.data.code}
            </p>
            <p>
              {t`Sur l’ordinateur du magasin, démarrez le serveur une fois avec ENROLMENT_CODE et ce code. Jusqu’à ${until}, il sert une fois.`}
            </p>
          </>
        ) : null}
      </div>
      {made.error ? <FaultMessage fault={made.error} /> : null}
    </section>
  );
}

import type { MovementReason, MovementsAnswer } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../edge/client.ts';
import { useAge } from '../../i18n/use-age.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import css from './stock.module.css';

/** Why the books say what they say: what moved, newest first, with what was on hand after it. */
export function Movements({ productId }: { productId: string }) {
  const locale = useLocale();
  const age = useAge();
  const words = useReasons();
  const { data } = useQuery({
    queryKey: ['movements', productId],
    queryFn: () => ask<MovementsAnswer>('GET', `/stock/${productId}/movements`),
    refetchInterval: 10_000,
  });
  if (!data) return null;
  return (
    <section>
      <h2>
        <Trans>Mouvements des 60 derniers jours</Trans>
      </h2>
      {data.items.length === 0 ? (
        <p className={css.empty}>
          <Trans>Aucun mouvement.</Trans>
        </p>
      ) : (
        <ul className={css.elsewhere}>
          {data.items.map(({ movementId, reason, at, quantity, after }) => (
            <li key={movementId} className={css.place} data-testid="movement">
              <span>
                {words[reason]} <span className={css.age}>{age(at)}</span>
              </span>
              <span className={css.placeFigure}>
                {quantity.startsWith('-') ? '' : '+'}
                {formatNumber(quantity, locale)}
              </span>
              <span className={css.age}>
                <Trans>reste {formatNumber(after, locale)}</Trans>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function useReasons(): Record<MovementReason, string> {
  const { t } = useLingui();
  return {
    sale: t`Vente`,
    return: t`Retour`,
    adjustment: t`Correction`,
    damage: t`Bris ou perte`,
    theft: t`Vol`,
    'own-use': t`Usage du magasin`,
    receipt: t`Réception`,
    'transfer-out': t`Transfert, départ`,
    'transfer-in': t`Transfert, arrivée`,
    'count-correction': t`Comptage`,
    order: t`Commande remise`,
    'head-office': t`Siège`,
  };
}

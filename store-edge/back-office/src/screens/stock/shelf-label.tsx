import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { ask, Refusal } from '../../edge/client.ts';
import css from './stock.module.css';

/** One label for the shelf, at the price of now. */
export function ShelfLabel({ productId }: { productId: string }) {
  const print = useMutation({
    mutationFn: () => ask<{ copies: number }>('POST', '/labels', { productId, copies: 1 }),
  });
  return (
    <p className={css.shelfLabel}>
      <button
        type="button"
        className="plain"
        onClick={() => print.mutate()}
        disabled={print.isPending}
        data-testid="print-label"
      >
        <Trans>Imprimer l’étiquette</Trans>
      </button>{' '}
      <span role="status" data-testid="label-outcome">
        {print.isSuccess ? <Trans>Étiquette imprimée.</Trans> : null}
        {print.isError ? <Why error={print.error} /> : null}
      </span>
    </p>
  );
}

function Why({ error }: { error: Error }) {
  if (!(error instanceof Refusal)) return <Trans>Le serveur du magasin ne répond pas. Réessayez.</Trans>;
  if (error.type === 'no-label-printer') return <Trans>Ce magasin n’a pas d’imprimante d’étiquettes.</Trans>;
  switch (error.members.reason) {
    case 'paper-out':
      return <Trans>L’imprimante n’a plus d’étiquettes. Chargez un rouleau, puis réessayez.</Trans>;
    case 'head-open':
      return <Trans>L’imprimante est ouverte. Fermez-la, puis réessayez.</Trans>;
    default:
      return <Trans>L’imprimante d’étiquettes ne répond pas. Vérifiez-la, puis réessayez.</Trans>;
  }
}

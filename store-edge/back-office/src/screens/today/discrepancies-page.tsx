import type { DiscrepanciesAnswer } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ask } from '../../edge/client.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import css from '../goods/goods.module.css';
import { useAct } from '../goods/use-act.ts';
import { Why } from '../goods/why.tsx';
import { Page } from '../page.tsx';

type Item = DiscrepanciesAnswer['items'][number];

export const useDiscrepancies = () =>
  useQuery({
    queryKey: ['discrepancies'],
    queryFn: () => ask<DiscrepanciesAnswer>('GET', '/discrepancies'),
    refetchInterval: 30_000,
  });

/** What was sold though the books have none: the likeliest cause, and what settles it. */
export function DiscrepanciesPage() {
  const asked = useDiscrepancies();
  return (
    <Page title={<Trans>Stocks négatifs</Trans>} asked={asked}>
      {asked.data?.items.length === 0 ? (
        <p className={css.done} data-testid="no-discrepancy">
          <Trans>Aucun. Les livres et les rayons vont ensemble.</Trans>
        </p>
      ) : null}
      {asked.data && asked.data.items.length > 0 ? (
        <ul className={css.lines}>
          {asked.data.items.map((item) => (
            <Discrepancy key={item.productId} item={item} />
          ))}
        </ul>
      ) : null}
    </Page>
  );
}

function Discrepancy({ item }: { item: Item }) {
  const { productId, name, sku, onHand } = item;
  const locale = useLocale();
  const text = useTexts();
  return (
    <li className={css.task} data-testid="discrepancy" data-cause={item.cause}>
      <span className={css.name}>
        <Link to={`/stock/${productId}`}>{name ? text(name) : productId}</Link>
        <span className={css.codes}>{sku}</span>
        <Cause item={item} />
      </span>
      <span className={css.state} data-tone="danger">
        {formatNumber(onHand, locale)}
      </span>
      <Settle item={item} />
    </li>
  );
}

function Cause({ item: { cause, other } }: { item: Item }) {
  const { t } = useLingui();
  const text = useTexts();
  const words = {
    'transfer-not-received': t`Un transfert est en route : reçu, il comblera.`,
    'sold-before-received': t`Une commande est attendue : sans doute vendu avant d’être reçu.`,
    'wrong-article': other ? t`Sans doute pris pour : ${text(other.name)}.` : t`Sans doute un autre article.`,
    'return-not-booked': t`Un retour remis en rayon sans passer par la caisse?`,
    unknown: t`Cause inconnue. Comptez ce qu’il y a.`,
  };
  return <span className={css.codes}>{words[cause]}</span>;
}

/** One tap to what would settle it. */
function Settle({ item }: { item: Item }) {
  const { productId, transferId, purchaseOrderId, cause } = item;
  if (transferId !== null)
    return (
      <Link to={`/livraisons/transferts/${transferId}`} className="plain">
        <Trans>Recevoir</Trans>
      </Link>
    );
  if (purchaseOrderId !== null)
    return (
      <Link to={`/livraisons/commandes/${purchaseOrderId}`} className="plain">
        <Trans>Recevoir</Trans>
      </Link>
    );
  if (item.other) return <Swap item={item} otherId={item.other.productId} />;
  return (
    <Link to={`/stock/${productId}/corriger?cause=${cause}`} className="plain">
      <Trans>Corriger</Trans>
    </Link>
  );
}

/** Both articles at once: what is missing here was sold there. */
function Swap({ item, otherId }: { item: Item; otherId: string }) {
  const act = useAct('/stock/adjustments', () => undefined);
  const missing = item.onHand.replace('-', '');
  const lines = [
    { productId: item.productId, quantity: missing },
    { productId: otherId, quantity: `-${missing}` },
  ];
  return (
    <span>
      <button
        type="button"
        className="plain"
        disabled={act.isPending}
        onClick={() => act.mutate(() => ({ reason: 'adjustment', cause: 'wrong-article', lines }))}
        data-testid="swap"
      >
        <Trans>Échanger les deux</Trans>
      </button>
      <Why error={act.error} />
    </span>
  );
}

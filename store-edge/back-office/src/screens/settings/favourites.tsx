import { favouritesMax, withAdded, withMoved, without } from '@comptoir/ui-kit/favourites/favourite-list';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { byId, type Kept } from '../../catalogue/kept.ts';
import { useTexts } from '../../i18n/use-locale.ts';
import { ProductEntry, useProductEntry } from '../goods/product-entry.tsx';
import css from '../rows.module.css';
import { Outcome, useSetting } from './setting.tsx';

/** The keys that lead every till of the store, in their order. @param kept null: what the catalogue leads with. */
export function Favourites({ kept }: { kept: readonly string[] | null }) {
  const change = useSetting('favourites');
  const [changed, setChanged] = useState<readonly string[] | null>(null);
  const ids = changed ?? kept ?? [];
  const entry = useProductEntry(({ id }) => setChanged(withAdded(ids, id)));
  const keep = (wanted: readonly string[] | null) =>
    change.mutate(wanted, { onSuccess: () => setChanged(null) });
  return (
    <>
      <h2>
        <Trans>Favoris des caisses</Trans>
      </h2>
      <p className="note">
        {ids.length === 0 ? (
          <Trans>Ceux du catalogue mènent l’écran des caisses, jusqu’à ce que vous en choisissiez ici.</Trans>
        ) : (
          <Trans>Ils mènent l’écran de chaque caisse, dans cet ordre; {favouritesMax} au plus.</Trans>
        )}
      </p>
      <ProductEntry entry={entry} />
      <ol className={css.rows} data-testid="favourites">
        {ids.map((id, at) => (
          <Favourite
            key={id}
            id={id}
            onEarlier={at === 0 ? undefined : () => setChanged(withMoved(ids, at, at - 1))}
            onLater={at === ids.length - 1 ? undefined : () => setChanged(withMoved(ids, at, at + 1))}
            onRemove={() => setChanged(without(ids, id))}
          />
        ))}
      </ol>
      <p className={css.filters}>
        <button
          type="button"
          className={css.key}
          onClick={() => keep(ids)}
          disabled={changed === null || ids.length === 0 || change.isPending}
          data-testid="keep-favourites"
        >
          <Trans>Garder pour toutes les caisses</Trans>
        </button>
        <button
          type="button"
          className={css.key}
          onClick={() => keep(null)}
          disabled={kept === null || change.isPending}
          data-testid="reset-favourites"
        >
          <Trans>Reprendre ceux du catalogue</Trans>
        </button>
        <Outcome change={change} />
      </p>
    </>
  );
}

type Moves = Readonly<Record<'onEarlier' | 'onLater', (() => void) | undefined> & { onRemove: () => void }>;

function Favourite({ id, onEarlier, onLater, onRemove }: { id: string } & Moves) {
  const { t } = useLingui();
  const text = useTexts();
  // Undefined: not in this tablet's catalogue; null: not looked for yet.
  const [product, setProduct] = useState<Kept | null | undefined>(null);
  useEffect(() => {
    let isWanted = true;
    void byId(id).then((found) => {
      if (isWanted) setProduct(found);
    });
    return () => {
      isWanted = false;
    };
  }, [id]);
  const name = product ? text(product.name) : product === null ? '' : t`Article retiré de la vente`;
  return (
    <li data-testid={`favourite-${product?.sku ?? id}`}>
      <strong className={css.name}>{name}</strong>
      <button
        type="button"
        className={css.key}
        aria-label={t`Plus tôt : ${name}`}
        onClick={onEarlier}
        disabled={!onEarlier}
      >
        <Trans>Plus tôt</Trans>
      </button>
      <button
        type="button"
        className={css.key}
        aria-label={t`Plus tard : ${name}`}
        onClick={onLater}
        disabled={!onLater}
      >
        <Trans>Plus tard</Trans>
      </button>
      <button type="button" className={css.key} aria-label={t`Retirer ${name}`} onClick={onRemove}>
        <Trans>Retirer</Trans>
      </button>
    </li>
  );
}

import { Key } from '@comptoir/ui-kit';
import { withAdded, withMoved, without } from '@comptoir/ui-kit/favourites/favourite-list';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { nameOf } from '../../i18n/names.ts';
import { lineInHand } from '../../sale/draft.ts';
import { catalogue } from '../../till/context.ts';
import { favouriteProducts, keepFavourites } from '../../till/favourites.ts';
import { useTill } from '../../till/store.ts';
import { Picture } from '../sale/components/picture.tsx';
import { useLocale } from '../use-locale.ts';
import dialogs from './dialogs.module.css';
import css from './favourite-order.module.css';
import { Sheet } from './sheet.tsx';

/** The keys that lead every till of the store: dragged, or moved by keys; an article is added by its scan, or from the basket. */
export function FavouriteOrder() {
  const { t } = useLingui();
  const locale = useLocale();
  const [ids, setIds] = useState<readonly string[]>(() => favouriteProducts().map(({ id }) => id));
  const [at, setAt] = useState(0);
  const [dragged, setDragged] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const inHand = catalogue.get(useTill((state) => lineInHand(state.draft)?.productId) ?? '');
  const scanned = useTill((state) => state.scannedFavourite);
  useEffect(() => {
    if (scanned !== null) setIds((before) => withAdded(before, scanned.productId));
  }, [scanned]);
  const chosen = catalogue.get(ids[at] ?? '');
  const put = (from: number, to: number) => {
    const next = withMoved(ids, from, to);
    setIds(next);
    if (next !== ids) setAt(to);
  };
  const remove = () => {
    if (!chosen) return;
    setIds(without(ids, chosen.id));
    setAt(Math.max(0, Math.min(at, ids.length - 2)));
  };
  const keep = (wanted: readonly string[] | null) => void keepFavourites(wanted).then(setProblem);
  const words: Readonly<Record<string, string>> = {
    'approval-needed': t`Un responsable change les favoris : ouvrez sa session. Rien n’est changé.`,
    unreachable: t`Serveur du magasin injoignable. Rien n’est changé. Réessayez à son retour.`,
  };
  return (
    <Sheet
      title={t`Favoris des caisses`}
      wide
      testId="favourites-dialog"
      onCommand={(command) => {
        if (command.do === 'up') setAt(Math.max(0, at - 1));
        else if (command.do === 'down') setAt(Math.min(ids.length - 1, at + 1));
        else if (command.do === 'less') put(at, at - 1);
        else if (command.do === 'more') put(at, at + 1);
        else if (command.do === 'void-line') remove();
        else if (command.do === 'enter') keep(ids);
        else return false;
        return true;
      }}
    >
      <p className={dialogs.words}>
        <Trans>Glissez une touche, ou choisissez-la puis déplacez-la. Lisez un article pour l’ajouter.</Trans>
      </p>
      <p className={dialogs.problem} role="alert" data-testid="favourites-problem">
        {problem === null ? null : (words[problem] ?? t`Le serveur du magasin refuse (${problem}).`)}
      </p>
      <ol className={css.tiles} data-testid="favourite-tiles">
        {ids.map((id, index) => {
          const product = catalogue.get(id);
          const name = product ? nameOf(product, locale) : t`Article retiré de la vente`;
          return (
            <li key={id}>
              <button
                type="button"
                className={css.tile}
                draggable
                aria-pressed={index === at}
                onClick={() => setAt(index)}
                onDragStart={() => setDragged(index)}
                onDragOver={(event) => event.preventDefault()}
                onDrop={() => {
                  if (dragged !== null) put(dragged, index);
                  setDragged(null);
                }}
                data-testid={`favourite-${product?.sku ?? id}`}
              >
                <Picture url={product?.imageUrl} name={name} size={40} />
                <span>{name}</span>
              </button>
            </li>
          );
        })}
      </ol>
      <div className={dialogs.row}>
        <Key onPress={() => put(at, at - 1)} disabled={at === 0} cap="−" testId="favourite-earlier">
          <Trans>Plus tôt</Trans>
        </Key>
        <Key onPress={() => put(at, at + 1)} disabled={at >= ids.length - 1} cap="+" testId="favourite-later">
          <Trans>Plus tard</Trans>
        </Key>
        {inHand && !ids.includes(inHand.id) ? (
          <Key onPress={() => setIds(withAdded(ids, inHand.id))} testId="favourite-add">
            <Trans>Ajouter {nameOf(inHand, locale)}</Trans>
          </Key>
        ) : null}
        <Key tone="danger" onPress={remove} disabled={!chosen} cap={t`Suppr`} testId="favourite-remove">
          <Trans>Retirer</Trans>
        </Key>
      </div>
      <div className={dialogs.row}>
        <Key onPress={() => keep(null)} testId="favourites-reset">
          <Trans>Reprendre ceux du catalogue</Trans>
        </Key>
        <Key tone="primary" onPress={() => keep(ids)} cap={t`Entrée`} testId="favourites-keep">
          <Trans>Garder pour toutes les caisses</Trans>
        </Key>
      </div>
    </Sheet>
  );
}

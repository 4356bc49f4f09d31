import type { CatalogueCategory } from '@comptoir/sync-protocol/feeds/rows';
import { Amount } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { nameOf } from '../../../i18n/names.ts';
import type { Product } from '../../../replica/product.ts';
import { catalogue } from '../../../till/context.ts';
import { favouriteProducts } from '../../../till/favourites.ts';
import { addProduct } from '../../../till/selling.ts';
import { useTill } from '../../../till/store.ts';
import { useLocale } from '../../use-locale.ts';
import css from './favourites.module.css';
import { Picture } from './picture.tsx';

const tilesMax = 60;
const noCategories: readonly CatalogueCategory[] = [];

/** What sells without a barcode at hand: favourites first, then each family with its pictures. */
export function Favourites() {
  const { t } = useLingui();
  const locale = useLocale();
  const categories = useTill((state) => state.rules?.categories ?? noCategories);
  const own = useTill((state) => state.settings.favourites);
  const version = useTill((state) => state.catalogue.version);
  const ready = useTill((state) => state.catalogue.ready);
  const [chosen, setChosen] = useState<string | null>(null);

  const families = useMemo(
    () => categories.filter((category) => category.parentId === null).sort((a, b) => a.rank - b.rank),
    [categories],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the catalogue in memory changed, the setting what the store chose.
  const products = useMemo(
    () => (chosen === null ? favouriteProducts() : catalogue.leading(familyOf(chosen, categories), tilesMax)),
    [chosen, categories, version, own],
  );

  return (
    <div className={css.favourites}>
      <nav className={css.families} aria-label={t`Familles d’articles`}>
        <button
          type="button"
          className={css.family}
          aria-pressed={chosen === null}
          onClick={() => setChosen(null)}
          data-testid="family-favourites"
        >
          <Trans>Favoris</Trans>
        </button>
        {families.map((family) => (
          <button
            key={family.id}
            type="button"
            className={css.family}
            aria-pressed={chosen === family.id}
            onClick={() => setChosen(family.id)}
            data-testid={`family-${family.id}`}
          >
            {locale === 'fr-CA' ? family.name.fr : family.name.en}
          </button>
        ))}
      </nav>
      {products.length === 0 ? (
        <p className={css.empty}>
          {ready ? (
            <Trans>Aucun article dans cette famille. Tapez des lettres pour chercher.</Trans>
          ) : (
            <Trans>Les articles arrivent. La caisse sera prête dans un moment.</Trans>
          )}
        </p>
      ) : (
        <ul className={css.tiles} data-testid="tiles">
          {products.map((product) => (
            <li key={product.id}>
              <Tile product={product} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Tile({ product }: { product: Product }) {
  const locale = useLocale();
  const name = nameOf(product, locale);
  return (
    <button
      type="button"
      className={css.tile}
      onClick={() => addProduct(product.id)}
      data-testid={`tile-${product.sku}`}
    >
      <Picture url={product.imageUrl} name={name} size={56} />
      <span className={css.name}>{name}</span>
      <span className={css.price}>
        <Amount amountMinor={product.unitPriceMinor} locale={locale} />
        {product.soldBy === 'weight' ? <span className={css.unit}>{'\u00a0/\u00a0kg'}</span> : null}
      </span>
    </button>
  );
}

/** The family and everything under it, however deep. */
function familyOf(id: string, categories: readonly CatalogueCategory[]): ReadonlySet<string> {
  const family = new Set([id]);
  let grown = true;
  while (grown) {
    const before = family.size;
    for (const { id: child, parentId } of categories) {
      if (parentId !== null && family.has(parentId)) family.add(child);
    }
    grown = family.size > before;
  }
  return family;
}

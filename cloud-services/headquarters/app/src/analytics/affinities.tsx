import type { Analytics } from '@comptoir/reporting/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { documentsPath, type Of } from '../figures/behind.ts';
import { Definition } from '../figures/definition.tsx';
import { Scrolled } from '../frame/scrolled.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from './analytics.module.css';
import { percentOf } from './product-table.tsx';
import { useProductName } from './use-product-name.ts';

/** Pairs that end up in one basket more often than chance would have it; each opens its baskets. */
export function Affinities({ affinities, of }: { affinities: Analytics['affinities']; of: Of }) {
  const { t } = useLingui();
  const locale = useLocale();
  const nameOf = useProductName();
  const { pairs, baskets } = affinities;
  return (
    <section className={css.section} aria-labelledby="affinities-title">
      <div>
        <h2 id="affinities-title" className={css.inline}>{t`Achetés ensemble`}</h2>{' '}
        <Definition of="affinity" />
      </div>
      {pairs.length === 0 ? (
        <p className="empty">{t`Pas assez de paniers dans cette période pour dire ce qui va ensemble.`}</p>
      ) : (
        <>
          <Scrolled className={`sheet ${css.pairs}`}>
            <table className="table" data-testid="affinities">
              <thead>
                <tr>
                  <th scope="col">{t`Produits`}</th>
                  <th scope="col" className="figure">{t`Paniers`}</th>
                  <th scope="col" className={`figure ${css.wide}`}>{t`Part des paniers`}</th>
                  <th scope="col" className="figure">{t`Par rapport au hasard`}</th>
                </tr>
              </thead>
              <tbody>
                {pairs.map((pair) => (
                  <tr key={pair.products.map(({ productId }) => productId).join(' ')}>
                    <td>
                      <Link to={basketsOf(pair, of)}>{pair.products.map(nameOf).join(' + ')}</Link>
                    </td>
                    <td className="figure">{formatNumber(pair.baskets, locale)}</td>
                    <td className={`figure ${css.wide}`}>{percentOf(pair.support, locale)}</td>
                    <td className="figure">{`× ${formatNumber(oneDecimal(pair.lift), locale)}`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolled>
          <p className={css.note}>
            <Plural
              value={baskets}
              one="Parmi les meilleures ventes, dans le dernier panier de la période."
              other="Parmi les meilleures ventes, dans les # derniers paniers de la période."
            />{' '}
            <Trans>× 2 : deux fois plus souvent ensemble que si le hasard seul en décidait.</Trans>
          </p>
        </>
      )}
    </section>
  );
}

function basketsOf({ products: [a, b] }: Analytics['affinities']['pairs'][number], of: Of): string {
  return documentsPath(of, {
    kind: 'sale',
    ...(a ? { productId: a.productId } : {}),
    ...(b ? { withProductId: b.productId } : {}),
  });
}

const oneDecimal = (ratio: string) => Math.round(Number(ratio) * 10) / 10;

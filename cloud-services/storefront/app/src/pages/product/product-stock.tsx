import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../../i18n/language.tsx';
import { useClock } from '../../i18n/use-clock.ts';
import { DistanceFromHere, kilometresText, useWhereabouts } from '../../parts/distance-from-here.tsx';
import { Icon } from '../../parts/icons.tsx';
import { byDistance } from '../../shared/distance.ts';
import type { ProductData } from '../../shared/shapes/catalogue.ts';
import css from './product.module.css';

/** From here on the number says more than "in stock". */
const fewBelow = 6;

/** What can be ordered, and what stands in each store, with the hour of its last word. */
export function ProductStock({ stock, soldBy }: Pick<ProductData, 'stock' | 'soldBy'>) {
  const { t } = useLingui();
  const { locale } = useSpoken();
  const clock = useClock();
  const whereabouts = useWhereabouts();
  if (stock === null)
    return (
      <p data-testid="stock-unknown">{t`Le stock n’est pas connu pour l’instant. Vous pouvez commander : nous vérifions au paiement.`}</p>
    );
  const { online, stores } = stock;
  const unit = soldBy === 'weight' ? ' kg' : '';
  const left = `${formatNumber(online, locale)}${unit}`;
  const state = online <= 0 ? 'out' : online < fewBelow ? 'few' : 'in';
  const words = {
    in: t`En stock, prêt à partir`,
    few: t`Il n’en reste que ${left}.`,
    out: t`Épuisé en ligne`,
  } as const;
  return (
    <div>
      <p className={css.online} data-state={state} data-testid="stock-online">
        <Icon name={state === 'in' ? 'check' : 'alert'} size={20} />
        {words[state]}
      </p>
      <h2 className="visually-hidden">{t`En magasin`}</h2>
      <DistanceFromHere whereabouts={whereabouts} places={stores} />
      <ul className={css.stores} data-testid="stock-by-store">
        {byDistance(stores, whereabouts.here).map(({ name, available, asOf, isNearest, kilometres }) => (
          <li key={name}>
            <span>
              {name}
              {kilometres !== null ? (
                <span className={css.distance} data-testid="distance">
                  {t`À ${kilometresText(kilometres, locale)} km`}
                </span>
              ) : isNearest ? (
                <span className={css.distance} data-testid="nearest">{t`Le plus près de chez vous`}</span>
              ) : null}
            </span>
            {available > 0 ? (
              <span className={css.has}>{t`${`${formatNumber(available, locale)}${unit}`} en magasin`}</span>
            ) : (
              <span className={css.none}>{t`Aucun en magasin`}</span>
            )}
            <small>{t`Dernier mouvement : ${clock.moment(asOf)}`}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}

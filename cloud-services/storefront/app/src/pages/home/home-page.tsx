import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { Icon } from '../../parts/icons.tsx';
import { Picture } from '../../parts/picture.tsx';
import { ProductSection } from '../../parts/product-section.tsx';
import type { HomeData } from '../../shared/shapes/catalogue.ts';
import css from './home.module.css';

export function HomePage() {
  const { aisles, products, seen } = useLoaderData<HomeData>();
  const { t } = useLingui();
  const { to } = useSpoken();
  return (
    <>
      <title>{t`Comptoir · l’épicerie du quartier, en ligne`}</title>
      <meta
        name="description"
        content={t`Épicerie, café, maison et cadeaux. Livraison ou ramassage en magasin. Le vrai total, taxes et livraison comprises, dès le panier.`}
      />
      <div className={css.top}>
        <h1>
          <Trans>L’épicerie du quartier, livrée ou prête en magasin</Trans>
        </h1>
        <p>
          <Trans>Le vrai total, taxes et livraison comprises, se voit dès le panier.</Trans>
        </p>
        <ul className={css.promises}>
          <li>
            <Icon name="truck" size={20} />
            {t`Livraison à la maison`}
          </li>
          <li>
            <Icon name="store" size={20} />
            {t`Ramassage en magasin`}
          </li>
          <li>
            <Icon name="lock" size={20} />
            {t`Paiement protégé par votre banque`}
          </li>
        </ul>
      </div>
      <section className={css.section} aria-labelledby="aisles">
        <h2 id="aisles">{t`Rayons`}</h2>
        <ul className={css.aisles}>
          {aisles.map(({ slug, name, picture }, at) => (
            <li key={slug}>
              <Link to={to('category', { slug })}>
                <Picture url={picture} isFirst={at < 6} />
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <ProductSection id="choice" title={t`Nos choix`} products={products} />
      <ProductSection id="seen" title={t`Vus récemment`} products={seen} />
    </>
  );
}

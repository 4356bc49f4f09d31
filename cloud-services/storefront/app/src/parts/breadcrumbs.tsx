import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { useSpoken } from '../i18n/language.tsx';
import type { CategoryLink } from '../shared/shapes/catalogue.ts';
import css from './breadcrumbs.module.css';

/** Where in the shop this page lies; the page itself is its heading. */
export function Breadcrumbs({ places }: { places: readonly (CategoryLink | null)[] }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  return (
    <nav className={css.crumbs} aria-label={t`Fil d’Ariane`}>
      <ol>
        <li>
          <Link to={to('home')}>{t`Accueil`}</Link>
        </li>
        {places.map((place) =>
          place === null ? null : (
            <li key={place.slug}>
              <Link to={to('category', { slug: place.slug })}>{place.name}</Link>
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}

import { Plural, useLingui } from '@lingui/react/macro';
import { Link, useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { FilterForm } from '../../parts/filter-form.tsx';
import { Chips, Pages, SortForm, Tools } from '../../parts/list-tools.tsx';
import { ProductGrid } from '../../parts/product-grid.tsx';
import { filterParams, isFiltered, withFilters } from '../../shared/chosen-filters.ts';
import type { SearchData } from '../../shared/shapes/catalogue.ts';

export function SearchPage() {
  const found = useLoaderData<SearchData>();
  const { query, correctedQuery, products, total, sort, category, facets, filters, next, isFirstPage } =
    found;
  const { t } = useLingui();
  const { to } = useSpoken();
  const unfiltered = (more: Readonly<Record<string, string | undefined>>) =>
    to(
      'search',
      {},
      {
        q: query,
        sort: sort === 'relevance' ? undefined : sort,
        category: category ?? undefined,
        ...more,
      },
    );
  const here = (more: Readonly<Record<string, string | undefined>>) =>
    withFilters(unfiltered(more), filters.chosen);
  const filterForm = (
    <FilterForm
      {...filters}
      all={unfiltered({})}
      kept={{ q: query, category, sort: sort === 'relevance' ? null : sort }}
    />
  );
  if (query === '')
    return (
      <>
        <title>{t`Recherche · Comptoir`}</title>
        <h1>{t`Recherche`}</h1>
        <p>{t`Entrez un nom, une marque ou un code-barres dans le champ du haut.`}</p>
      </>
    );
  return (
    <>
      <title>{t`« ${query} » · Comptoir`}</title>
      <h1>{t`« ${query} »`}</h1>
      {total === 0 ? (
        <>
          <p data-testid="no-result">{t`Rien ne répond à ces mots. Essayez un mot plus court, ou un code-barres.`}</p>
          {isFiltered(filters.chosen) ? filterForm : null}
          <p>
            <Link className={buttonClass()} to={to('home')}>{t`Voir les rayons`}</Link>
          </p>
        </>
      ) : (
        <>
          {correctedQuery === null ? null : (
            <p data-testid="corrected">
              {t`Rien ne répond à « ${query} ». Voici les résultats pour « ${correctedQuery} ».`}
            </p>
          )}
          <Chips
            label={t`Filtrer par rayon`}
            links={facets.map((facet) => ({
              ...facet,
              isChosen: facet.slug === category,
              href: here({ category: facet.slug === category ? undefined : facet.slug }),
            }))}
          />
          <Tools>
            <p data-testid="result-count">
              <Plural value={total} one="# produit" other="# produits" />
            </p>
            <SortForm
              sort={sort}
              orders={['relevance', 'name', 'price', '-price']}
              kept={[
                ['q', query],
                ...(category === null ? [] : [['category', category] as const]),
                ...filterParams(filters.chosen),
              ]}
            />
          </Tools>
          {filterForm}
          <ProductGrid products={products} label={t`Résultats`} isFirst />
          <Pages next={next === null ? null : here({ from: next })} first={isFirstPage ? null : here({})} />
        </>
      )}
    </>
  );
}

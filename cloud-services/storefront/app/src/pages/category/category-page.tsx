import { Plural, useLingui } from '@lingui/react/macro';
import { useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { Breadcrumbs } from '../../parts/breadcrumbs.tsx';
import { FilterForm } from '../../parts/filter-form.tsx';
import { Chips, Pages, SortForm, Tools } from '../../parts/list-tools.tsx';
import { ProductGrid } from '../../parts/product-grid.tsx';
import { filterParams, withFilters } from '../../shared/chosen-filters.ts';
import type { CategoryData } from '../../shared/shapes/catalogue.ts';

export function CategoryPage() {
  const { category, parent, children, products, filters, filteredTotal, sort, next, isFirstPage } =
    useLoaderData<CategoryData>();
  const total = filteredTotal ?? category.productCount;
  const { t } = useLingui();
  const { to } = useSpoken();
  const all = to('category', { slug: category.slug }, { sort: sort === 'rank' ? undefined : sort });
  const here = (from: string | undefined) =>
    withFilters(
      to('category', { slug: category.slug }, { sort: sort === 'rank' ? undefined : sort, from }),
      filters.chosen,
    );
  return (
    <>
      <title>{`${category.name} · Comptoir`}</title>
      <Breadcrumbs places={[parent]} />
      <h1>{category.name}</h1>
      <Chips
        label={t`Dans ce rayon`}
        links={children.map((child) => ({ ...child, href: to('category', { slug: child.slug }) }))}
      />
      <Tools>
        <p>
          <Plural value={total} one="# produit" other="# produits" />
        </p>
        <SortForm
          sort={sort}
          orders={['rank', 'name', 'price', '-price']}
          kept={filterParams(filters.chosen)}
        />
      </Tools>
      <FilterForm {...filters} all={all} kept={{ sort: sort === 'rank' ? null : sort }} />
      {total === 0 ? <p data-testid="no-result">{t`Rien ne répond à ces filtres. Enlevez-en un.`}</p> : null}
      <ProductGrid products={products} label={category.name} isFirst />
      <Pages next={next === null ? null : here(next)} first={isFirstPage ? null : here(undefined)} />
    </>
  );
}

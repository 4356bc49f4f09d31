import { Plural, useLingui } from '@lingui/react/macro';
import { useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { Breadcrumbs } from '../../parts/breadcrumbs.tsx';
import { Chips, Pages, SortForm, Tools } from '../../parts/list-tools.tsx';
import { ProductGrid } from '../../parts/product-grid.tsx';
import type { CategoryData } from '../../shared/shapes.ts';

export function CategoryPage() {
  const { category, parent, children, products, sort, next, isFirstPage } = useLoaderData<CategoryData>();
  const { t } = useLingui();
  const { to } = useSpoken();
  const here = (from: string | undefined) =>
    to('category', { slug: category.slug }, { sort: sort === 'rank' ? undefined : sort, from });
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
          <Plural value={category.productCount} one="# produit" other="# produits" />
        </p>
        <SortForm sort={sort} orders={['rank', 'name', 'price', '-price']} />
      </Tools>
      <ProductGrid products={products} label={category.name} isFirst />
      <Pages next={next === null ? null : here(next)} first={isFirstPage ? null : here(undefined)} />
    </>
  );
}

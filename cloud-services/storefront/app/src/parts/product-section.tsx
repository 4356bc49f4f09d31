import type { ProductCard } from '../shared/shapes/catalogue.ts';
import { ProductGrid } from './product-grid.tsx';
import css from './product-section.module.css';

/** Products under a heading; no products, no heading. */
export function ProductSection(props: { id: string; title: string; products: readonly ProductCard[] }) {
  const { id, title, products } = props;
  if (products.length === 0) return null;
  return (
    <section className={css.section} aria-labelledby={id} data-testid={id}>
      <h2 id={id}>{title}</h2>
      <ProductGrid products={products} label={title} />
    </section>
  );
}

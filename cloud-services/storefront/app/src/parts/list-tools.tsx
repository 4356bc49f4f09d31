import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Form, Link, useSubmit } from 'react-router';
import { useSpoken } from '../i18n/language.tsx';
import type { CategoryLink } from '../shared/shapes/catalogue.ts';
import { buttonClass } from './buttons.ts';
import css from './list-tools.module.css';

type Order = 'rank' | 'relevance' | 'name' | 'price' | '-price';

/** Order of a list: chosen, it is there; without script a button applies it. */
export function SortForm(props: {
  sort: Order;
  orders: readonly Order[];
  /** What else the address says. */
  kept?: readonly (readonly [name: string, value: string])[];
}) {
  const { sort, orders, kept = [] } = props;
  const { t } = useLingui();
  const submit = useSubmit();
  const words: Readonly<Record<Order, string>> = {
    rank: t`Nos choix d’abord`,
    relevance: t`Les plus proches`,
    name: t`Par nom`,
    price: t`Prix croissant`,
    '-price': t`Prix décroissant`,
  };
  return (
    <Form className={css.sort} method="get">
      {kept.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <label htmlFor="sort">{t`Trier`}</label>
      <select
        id="sort"
        name="sort"
        defaultValue={sort}
        key={sort}
        onChange={(event) => submit(event.currentTarget.form)}
        data-testid="sort"
      >
        {orders.map((order) => (
          <option key={order} value={order}>
            {words[order]}
          </option>
        ))}
      </select>
      <noscript>
        <button type="submit" className={buttonClass()}>{t`Appliquer le tri`}</button>
      </noscript>
    </Form>
  );
}

export function Tools({ children }: { children: ReactNode }) {
  return <div className={css.tools}>{children}</div>;
}

export function Chips(props: {
  label: string;
  links: readonly (CategoryLink & Readonly<{ href: string; isChosen?: boolean }>)[];
}) {
  const { locale } = useSpoken();
  if (props.links.length === 0) return null;
  return (
    <nav aria-label={props.label}>
      <ul className={css.chips}>
        {props.links.map(({ slug, name, productCount, href, isChosen }) => (
          <li key={slug}>
            <Link className={css.chip} to={href} aria-current={isChosen ? 'true' : undefined}>
              {name}
              <span className={css.number}>{formatNumber(productCount, locale)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function Pages(props: { next: string | null; first: string | null }) {
  const { t } = useLingui();
  return (
    <div className={css.more}>
      {props.first === null ? null : (
        <Link className={buttonClass()} to={props.first}>{t`Revenir au début`}</Link>
      )}
      {props.next === null ? null : (
        <Link className={buttonClass()} to={props.next} data-testid="next-page">{t`Voir la suite`}</Link>
      )}
    </div>
  );
}

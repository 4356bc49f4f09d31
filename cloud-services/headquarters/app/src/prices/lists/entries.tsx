import type { PriceEntryView, PriceListView } from '@comptoir/product/api';
import { Amount, formatPercent, MoneyField } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { More } from '../../figures/more.tsx';
import { Scrolled } from '../../frame/scrolled.tsx';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { ProductSearch, useSearchText } from '../../products/product-search.tsx';
import { type ListedProduct, nameOf, useProductSearch } from '../../products/use-product-search.ts';
import { textIn } from '../../promotions/words.ts';
import { marginPercent } from '../grid/moves.ts';
import { isWaiting } from '../grid/use-price-sheet.ts';
import { usePriceFaults } from '../price-faults.ts';
import css from './lists.module.css';
import { setEntry, useEntries, useListChange } from './use-lists.ts';

/** What the list's products cost while it counts. A product is looked for, priced, and is in. */
export function Entries({ list }: { list: PriceListView }) {
  const { t } = useLingui();
  const [text, setText] = useSearchText();
  const faults = usePriceFaults();
  const entries = useEntries(list.id);
  const found = useProductSearch(text);
  const change = useListChange();
  const rows = entries.data?.pages.flatMap(({ items }) => items) ?? [];
  const held = new Set(rows.map(({ productId }) => productId));
  const put = (productId: string, amountMinor: number | null) =>
    change.mutate(
      setEntry(list, {
        productId,
        price: amountMinor === null ? null : { amountMinor, currency: 'CAD' },
      }),
    );
  return (
    <section className={css.entries} aria-label={t`Prix de la liste`}>
      <h2>
        <Trans>Prix de la liste</Trans>
      </h2>
      {change.error ? <FaultMessage fault={change.error} words={faults(change.error)} /> : null}
      {change.data && isWaiting(change.data) ? <p role="status">{t`Attend une deuxième personne`}</p> : null}
      <ProductSearch onText={setText} />
      {text === '' ? null : (
        <ul className={`sheet ${css.found}`}>
          {(found.data?.items ?? [])
            .filter(({ id }) => !held.has(id))
            .slice(0, 8)
            .map((product) => (
              <Found key={product.id} product={product} onPrice={(minor) => put(product.id, minor)} />
            ))}
        </ul>
      )}
      {entries.error ? <FaultMessage fault={entries.error} /> : null}
      {entries.data && rows.length === 0 ? (
        <p className="empty">{t`Encore aucun prix. Cherchez un produit, puis tapez son prix.`}</p>
      ) : null}
      {rows.length > 0 ? (
        <Scrolled>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t`Produit`}</th>
                <th scope="col">{t`Code`}</th>
                <th scope="col" className="figure">{t`Prix propre`}</th>
                <th scope="col" className="figure">{t`Coût`}</th>
                <th scope="col" className="figure">{t`Prix de la liste`}</th>
                <th scope="col" className="figure">{t`Marge`}</th>
                <th scope="col">
                  <span className="visually-hidden">{t`Actions`}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((entry) => (
                <Entry
                  key={`${entry.productId} ${entry.price.amountMinor}`}
                  entry={entry}
                  onPrice={(minor) => put(entry.productId, minor)}
                />
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
      <More of={entries} />
    </section>
  );
}

function Found({ product, onPrice }: { product: ListedProduct; onPrice: (minor: number) => void }) {
  const { t } = useLingui();
  const name = nameOf(product, useLocale());
  return (
    <li data-testid="list-found" data-sku={product.sku}>
      <span>
        {name} <span className="muted">{product.sku}</span>
      </span>
      <PriceForm label={t`Prix de ${name} dans la liste`} amountMinor={null} onPrice={onPrice} />
    </li>
  );
}

function Entry({ entry, onPrice }: { entry: PriceEntryView; onPrice: (minor: number | null) => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const name = textIn(entry.name, locale);
  const margin = marginPercent(entry.price.amountMinor, entry.cost?.amountMinor);
  const amount = (money: PriceEntryView['cost']) =>
    money ? <Amount amountMinor={money.amountMinor} locale={locale} /> : '—';
  return (
    <tr data-testid="list-entry" data-sku={entry.sku}>
      <th scope="row" className={css.name}>
        {name}
      </th>
      <td>{entry.sku}</td>
      <td className="figure">{amount(entry.ownPrice)}</td>
      <td className="figure">{amount(entry.cost)}</td>
      <td className="figure">
        <PriceForm
          label={t`Prix de ${name} dans la liste`}
          amountMinor={entry.price.amountMinor}
          onPrice={onPrice}
        />
      </td>
      <td className="figure">{margin === undefined ? '—' : formatPercent(margin, locale)}</td>
      <td>
        <button type="button" className="button" onClick={() => onPrice(null)} data-testid="list-entry-out">
          {t`Retirer`}
          <span className="visually-hidden"> {name}</span>
        </button>
      </td>
    </tr>
  );
}

/** Type, then Enter. The key shows only while something else is typed than what counts. */
function PriceForm(props: {
  label: string;
  amountMinor: number | null;
  onPrice: (amountMinor: number) => void;
}) {
  const { label, amountMinor, onPrice } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const [typed, setTyped] = useState(amountMinor);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed !== null && typed !== amountMinor) onPrice(typed);
  };
  return (
    <form className={css.price} onSubmit={submit}>
      <MoneyField label={label} amountMinor={typed} onAmount={setTyped} locale={locale} testId="list-price" />
      {typed === null || typed === amountMinor ? null : (
        <button type="submit" className="button primary" data-testid="list-price-save">
          {amountMinor === null ? t`Ajouter` : t`Changer`}
        </button>
      )}
    </form>
  );
}

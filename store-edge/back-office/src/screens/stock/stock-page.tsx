import type { StockList } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { recogniseScan } from '../../catalogue/recognise.ts';
import { ask } from '../../edge/client.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import { useScans } from '../../keys/use-scans.ts';
import { Unanswered } from '../unanswered.tsx';
import css from './stock.module.css';

/** What is on hand here. A scan opens the sheet at once. */
export function StockPage() {
  const { t } = useLingui();
  const [query, setQuery] = useSearchParams();
  const search = query.get('q') ?? '';
  const navigate = useNavigate();
  const setSearch = (text: string) => setQuery(text === '' ? {} : { q: text }, { replace: true });
  useScans(async (text, typed) => {
    const found = await recogniseScan(text);
    if ('product' in found) navigate(`/stock/${found.product.id}`);
    else setSearch(search.slice(0, Math.max(0, search.length - typed)) + text);
  });
  const stock = useQuery({
    queryKey: ['stock', search],
    queryFn: () => ask<StockList>('GET', `/stock?limit=60&search=${encodeURIComponent(search)}`),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  return (
    <div className={css.page}>
      <h1 className="unseen">
        <Trans>Stock</Trans>
      </h1>
      <input
        className={css.search}
        // Ctrl+K came here to look for something.
        ref={(input) => {
          if (query.has('chercher')) input?.focus();
        }}
        type="search"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        placeholder={t`Nom, code ou balayage`}
        aria-label={t`Chercher un produit`}
        data-testid="stock-search"
      />
      {stock.isError && !stock.data ? <Unanswered /> : null}
      {stock.data ? <Found list={stock.data} search={search} /> : null}
    </div>
  );
}

function Found({ list, search }: { list: StockList; search: string }) {
  const locale = useLocale();
  const text = useTexts();
  if (list.items.length === 0)
    return (
      <p className={css.empty} data-testid="stock-empty">
        <Trans>Aucun produit ne répond à « {search} ». Essayez un autre mot ou balayez le code.</Trans>
      </p>
    );
  return (
    <ul className={css.list}>
      {list.items.map((item) => (
        <li key={item.productId}>
          <Link to={`/stock/${item.productId}`} className={css.item} data-testid="stock-row">
            <span className={css.name}>{text(item.name)}</span>
            <span className={css.code}>{item.sku}</span>
            <span className={css.onHand} data-negative={item.onHand.startsWith('-')}>
              {formatNumber(item.onHand, locale)}
              {item.soldBy === 'weight' ? ' kg' : ''}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

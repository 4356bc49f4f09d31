import type { StockSheet } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { recogniseScan } from '../../catalogue/recognise.ts';
import { ask, Refusal } from '../../edge/client.ts';
import { edgeNow } from '../../edge/presence.ts';
import { useAge } from '../../i18n/use-age.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import { useScans } from '../../keys/use-scans.ts';
import { isManager } from '../../session/roles.ts';
import { Unanswered } from '../unanswered.tsx';
import { Movements } from './movements.tsx';
import { ShelfLabel } from './shelf-label.tsx';
import css from './stock.module.css';

const staleMs = 3_600_000;

/** One product: here exactly, elsewhere as last told. */
export function StockSheetPage() {
  const { productId = '' } = useParams();
  const navigate = useNavigate();
  useScans(async (text) => {
    const found = await recogniseScan(text);
    navigate('product' in found ? `/stock/${found.product.id}` : `/stock?q=${encodeURIComponent(text)}`);
  });
  const sheet = useQuery({
    queryKey: ['stock-sheet', productId],
    queryFn: () => ask<StockSheet>('GET', `/stock/${productId}`),
    refetchInterval: 10_000,
  });
  return (
    <div className={css.page}>
      <Link to="/stock" className={css.back}>
        <Trans>Retour au stock</Trans>
      </Link>
      {sheet.error && !sheet.data ? (
        sheet.error instanceof Refusal ? (
          <p className={css.empty}>
            <Trans>Ce produit n’est plus au catalogue.</Trans>
          </p>
        ) : (
          <Unanswered />
        )
      ) : null}
      {sheet.data ? <Sheet sheet={sheet.data} /> : null}
    </div>
  );
}

function Sheet({ sheet }: { sheet: StockSheet }) {
  const locale = useLocale();
  const text = useTexts();
  const age = useAge();
  const unit = sheet.soldBy === 'weight' ? ' kg' : '';
  return (
    <article className={css.sheet} data-testid="stock-sheet">
      <header>
        <h1>{text(sheet.name)}</h1>
        <p className={css.codes}>
          {sheet.sku}
          {sheet.gtin ? ` · ${sheet.gtin.replace(/^0+/, '')}` : ''}
        </p>
      </header>
      <p className={css.here}>
        <span className={css.label}>
          <Trans>Ici</Trans>
        </span>
        <span className={css.figure} data-testid="on-hand" data-negative={sheet.onHand.startsWith('-')}>
          {formatNumber(sheet.onHand, locale)}
          {unit}
        </span>
        <span className={css.label}>
          <Trans>à {age(sheet.asOf)}</Trans>
        </span>
      </p>
      <div className="actions">
        <ShelfLabel productId={sheet.productId} />
        {isManager() ? (
          <>
            <Link to={`/stock/${sheet.productId}/corriger`} className="plain" data-testid="adjust-stock">
              <Trans>Corriger le stock</Trans>
            </Link>
            <Link to={`/livraisons/demander?produit=${sheet.productId}`} className="plain">
              <Trans>Demander à un magasin</Trans>
            </Link>
          </>
        ) : null}
      </div>
      <section>
        <h2>
          <Trans>Ailleurs, dernier stock connu</Trans>
        </h2>
        {sheet.elsewhere.length === 0 ? (
          <p className={css.empty}>
            <Trans>Le stock des autres magasins n’est pas encore arrivé.</Trans>
          </p>
        ) : (
          <ul className={css.elsewhere}>
            {sheet.elsewhere.map(({ locationId, name, onHand, asOf }) => (
              <li key={locationId} className={css.place} data-testid="elsewhere">
                <span>{name}</span>
                <span className={css.placeFigure}>
                  {onHand === null ? '—' : `${formatNumber(onHand, locale)}${unit}`}
                </span>
                <span className={css.age} data-stale={asOf !== null && isStale(asOf)}>
                  {asOf === null ? <Trans>jamais reçu</Trans> : age(asOf)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Movements productId={sheet.productId} />
    </article>
  );
}

const isStale = (asOf: string): boolean => edgeNow().getTime() - Date.parse(asOf) > staleMs;

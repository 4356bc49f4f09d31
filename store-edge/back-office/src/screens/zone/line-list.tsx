import type { LineDocument } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import { useProduct } from './use-product.ts';
import css from './zone.module.css';

/** One's own lines in this zone, last counted first; above them what is to be counted anew, below what nobody has counted of a cycle. */
export function LineList(props: {
  lines: readonly LineDocument[];
  recounts: readonly string[];
  /** Of a cycle: what nobody has counted yet. */
  toFind: readonly string[];
  currentId: string | undefined;
  onChoose: (productId: string) => void;
}) {
  const { lines, recounts, toFind, currentId, onChoose } = props;
  const { t } = useLingui();
  return (
    <section className={css.lines} aria-label={t`Lignes comptées`}>
      <ul className={css.list}>
        {recounts.map((productId) => (
          <Row key={productId} productId={productId} still="recount" {...{ currentId, onChoose }} />
        ))}
        {lines.map(({ productId, quantity }) => (
          <Row key={productId} productId={productId} quantity={quantity} {...{ currentId, onChoose }} />
        ))}
        {toFind.map((productId) => (
          <Row key={productId} productId={productId} still="find" {...{ currentId, onChoose }} />
        ))}
      </ul>
    </section>
  );
}

function Row(props: {
  productId: string;
  quantity?: string;
  /** Not counted yet: a manager wants it again, or its turn is today. */
  still?: 'recount' | 'find';
  currentId: string | undefined;
  onChoose: (productId: string) => void;
}) {
  const { productId, quantity, still, currentId, onChoose } = props;
  const locale = useLocale();
  const text = useTexts();
  const product = useProduct(productId);
  return (
    <li>
      <button
        type="button"
        className={css.line}
        aria-pressed={productId === currentId}
        onClick={() => onChoose(productId)}
        data-testid={still ? `${still}-line` : 'count-line'}
      >
        <span className={css.lineName}>{product ? text(product.name) : '…'}</span>
        {still ? (
          <span className={css.again}>
            {still === 'recount' ? <Trans>À recompter</Trans> : <Trans>À compter</Trans>}
          </span>
        ) : (
          <span className={css.lineQuantity}>{formatNumber(quantity ?? '0', locale)}</span>
        )}
      </button>
    </li>
  );
}

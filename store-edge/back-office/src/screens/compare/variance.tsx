import type { VarianceAnswer } from '@comptoir/edge-agent/back-office/api';
import { formatMoney, formatNumber } from '@comptoir/ui-kit';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../edge/client.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import css from '../goods/goods.module.css';
import { useReasonWords } from './use-reason-words.ts';

/** What the committed part of a count found too much or too little, in money. */
export function Variance({ countId }: { countId: string }) {
  const locale = useLocale();
  const text = useTexts();
  const words = useReasonWords();
  const { data } = useQuery({
    queryKey: ['variance', countId],
    queryFn: () => ask<VarianceAnswer>('GET', `/counts/${countId}/variance`),
    refetchInterval: 10_000,
  });
  if (!data || data.lines.length === 0) return null;
  const over = formatMoney(data.overMinor, locale);
  const short = formatMoney(data.shortMinor, locale);
  return (
    <section data-testid="variance">
      <h2 className={css.aisle}>
        <Trans>
          Écarts en valeur : {over} de trop, {short} de manque
        </Trans>
      </h2>
      <ul className={css.lines}>
        {data.lines.map(({ productId, name, sku, difference, valueMinor, valuedBy, reason }) => (
          <li key={productId} className={css.line}>
            <span className={css.name}>
              {name ? text(name) : <Trans>Article hors catalogue</Trans>}
              <span className={css.codes}>
                {sku} · {words(reason)}
              </span>
            </span>
            <span className={css.expected}>{formatNumber(difference, locale)}</span>
            <span className={css.state} data-tone={valueMinor < 0 ? 'danger' : ''}>
              {formatMoney(valueMinor, locale)}
              <span className={css.codes}>
                {valuedBy === 'cost' ? <Trans>au coût</Trans> : <Trans>au prix</Trans>}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { CountSummary, UncountedAnswer } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../edge/client.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import goods from '../goods/goods.module.css';
import css from './compare.module.css';

/** What nobody has found yet; of a full count the manager says whether it is there. */
export function Uncounted(props: {
  count: CountSummary;
  isZeroing: boolean;
  onZeroing: (isZeroing: boolean) => void;
}) {
  const { count, isZeroing, onZeroing } = props;
  const locale = useLocale();
  const text = useTexts();
  const { data } = useQuery({
    queryKey: ['uncounted', count.countId],
    queryFn: () => ask<UncountedAnswer>('GET', `/counts/${count.countId}/uncounted`),
    refetchInterval: 15_000,
  });
  if (!data || data.total === 0) return null;
  return (
    <details data-testid="uncounted">
      <summary className={css.uncounted}>
        {plural(data.total, {
          one: '# article que personne n’a compté',
          other: '# articles que personne n’a comptés',
        })}
      </summary>
      {count.scope === 'full' ? (
        <label className={css.zeroing}>
          <input
            type="checkbox"
            checked={isZeroing}
            onChange={(event) => onZeroing(event.target.checked)}
            data-testid="zero-uncounted"
          />
          <Trans>Introuvables : les passer à zéro quand tout est validé</Trans>
        </label>
      ) : null}
      <ul className={goods.lines}>
        {data.items.map(({ productId, name, sku, onHand }) => (
          <li key={productId} className={goods.line}>
            <span className={goods.name}>
              {name ? text(name) : <Trans>Article hors catalogue</Trans>}
              <span className={goods.codes}>{sku}</span>
            </span>
            <span className={goods.state}>{formatNumber(onHand, locale)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

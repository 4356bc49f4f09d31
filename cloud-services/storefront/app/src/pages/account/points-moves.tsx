import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../../i18n/language.tsx';
import { useClock } from '../../i18n/use-clock.ts';
import { buttonClass } from '../../parts/buttons.ts';
import type { PointsMove } from '../../shared/shapes/account.ts';
import css from './account.module.css';

/** Where points came from and went, newest first, with the bonuses that gave some. */
export function PointsMoves({ moves }: { moves: readonly PointsMove[] }) {
  const { t } = useLingui();
  const { locale } = useSpoken();
  const { day } = useClock();
  const words = {
    purchase: t`Gagnés`,
    return: t`Repris après un retour`,
    spent: t`Dépensés`,
    'given-back': t`Rendus`,
    expired: t`Arrivés à leur fin`,
  };
  const signed = (points: number) => `${points > 0 ? '+' : ''}${formatNumber(points, locale)}`;
  if (moves.length === 0) return null;
  return (
    <details>
      <summary
        className={buttonClass('quiet')}
        data-testid="points-moves"
      >{t`D’où viennent mes points`}</summary>
      <ul className={css.orders}>
        {moves.map(({ points, reason, at, number, bonuses }) => (
          <li key={`${at} ${reason} ${number} ${points}`} data-testid="points-move">
            <span>{[words[reason], number].filter(Boolean).join(' · ')}</span>
            <span className={css.amount}>{signed(points)}</span>
            <small>{day(at)}</small>
            <small>{bonuses.map((bonus) => `${bonus.name} ${signed(bonus.points)}`).join(' · ')}</small>
          </li>
        ))}
      </ul>
    </details>
  );
}

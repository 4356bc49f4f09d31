import { formatPercent, type Locale } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import css from './dashboard.module.css';

/** Per cent with one decimal, signed; null when there was nothing to compare with. Pure. */
export function changeText(now: number, before: number, locale: Locale): string | null {
  if (before === 0) return null;
  const percent = Math.round(((now - before) / Math.abs(before)) * 1000) / 10;
  return `${percent > 0 ? '+' : ''}${formatPercent(String(percent), locale)}`;
}

/** More or less than before: said by a sign and an arrow, not by colour alone. `isGood` when less is better. */
export function Change(props: { now: number; before: number; locale: Locale; lessIsGood?: boolean }) {
  const { t } = useLingui();
  const { now, before, locale, lessIsGood = false } = props;
  const text = changeText(now, before, locale);
  if (text === null) return <NothingBefore />;
  if (now === before) return <span className={css.same}>{t`inchangé`}</span>;
  const isGood = now > before !== lessIsGood;
  return (
    <span className={isGood ? css.better : css.worse}>
      <span aria-hidden="true">{now > before ? '▲ ' : '▼ '}</span>
      {text}
    </span>
  );
}

export function NothingBefore() {
  const { t } = useLingui();
  return (
    <span className={css.same}>
      <span aria-hidden="true">—</span>
      <span className="visually-hidden">{t`rien à comparer`}</span>
    </span>
  );
}

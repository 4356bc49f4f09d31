import { Amount } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../i18n/language.tsx';
import css from './price.module.css';

/** A price before tax, by piece or by kilogram, and what it was before it was lowered; unknown is not zero. */
export function Price(props: {
  priceMinor: number | null;
  beforeMinor: number | null;
  soldBy: 'piece' | 'weight';
  isFrom?: boolean;
}) {
  const { priceMinor, beforeMinor, soldBy, isFrom = false } = props;
  const { t } = useLingui();
  const { locale } = useSpoken();
  if (priceMinor === null) return <strong>—</strong>;
  return (
    <>
      {isFrom ? <span>{t`à partir de`}</span> : null}
      <strong>
        <Amount amountMinor={priceMinor} locale={locale} testId="price" />
      </strong>
      {soldBy === 'weight' ? <span>{t`le kg`}</span> : null}
      {beforeMinor === null ? null : (
        <span className={css.before}>
          <span className="visually-hidden">{t`au lieu de`} </span>
          <s>
            <Amount amountMinor={beforeMinor} locale={locale} testId="price-before" />
          </s>
        </span>
      )}
    </>
  );
}

import { Amount } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../i18n/language.tsx';

/** A price before tax, by piece or by kilogram; unknown is not zero. */
export function Price(props: { priceMinor: number | null; soldBy: 'piece' | 'weight'; isFrom?: boolean }) {
  const { priceMinor, soldBy, isFrom = false } = props;
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
    </>
  );
}

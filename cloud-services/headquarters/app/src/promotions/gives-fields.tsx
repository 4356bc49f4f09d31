import { MoneyField } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import filterCss from '../filters/filters.module.css';
import { useLocale } from '../i18n/use-locale.ts';
import { type Kind, kinds, type PromotionDraft } from './draft.ts';
import { useWords } from './words.ts';

type Set = (part: Partial<PromotionDraft>) => void;

/** What is given: a kind, and the figures that it needs. */
export function GivesFields({ draft, set }: { draft: PromotionDraft; set: Set }) {
  const { t } = useLingui();
  const locale = useLocale();
  const words = useWords();
  const { kind } = draft;
  const money: Readonly<Partial<Record<Kind, string>>> = {
    amount: t`De moins, chacun`,
    'fixed-price': t`Prix de chacun`,
    'mix-and-match': t`Prix du tout`,
    'basket-discount': t`À partir d’une somme de`,
  };
  const moneyLabel = money[kind];
  const counted = kind === 'mix-and-match' || kind === 'n-for-m' || kind === 'cheapest-free';
  return (
    <>
      <label className={filterCss.field}>
        <span>{t`Ce qui est donné`}</span>
        <select
          value={kind}
          onChange={({ target }) => set({ kind: kinds.find((one) => one === target.value) ?? 'percent' })}
          data-testid="kind"
        >
          {kinds.map((one) => (
            <option key={one} value={one}>
              {words.kinds[one]}
            </option>
          ))}
        </select>
      </label>
      {kind === 'percent' || kind === 'basket-discount' ? (
        <label className={filterCss.field}>
          <span>{t`Pourcentage`}</span>
          <input
            inputMode="decimal"
            value={draft.percent}
            onChange={({ target }) => set({ percent: target.value })}
            data-testid="percent"
          />
        </label>
      ) : null}
      {counted ? (
        <Count label={t`Articles pris`} value={draft.take} onCount={(take) => set({ take })} testId="take" />
      ) : null}
      {kind === 'n-for-m' ? (
        <Count label={t`Articles payés`} value={draft.of} onCount={(of) => set({ of })} testId="of" />
      ) : null}
      {kind === 'cheapest-free' ? (
        <Count label={t`Articles gratuits`} value={draft.of} onCount={(of) => set({ of })} testId="of" />
      ) : null}
      {moneyLabel === undefined ? null : (
        <MoneyField
          key={kind}
          label={moneyLabel}
          amountMinor={draft.amountMinor}
          onAmount={(amountMinor) => set({ amountMinor })}
          locale={locale}
          testId="money"
        />
      )}
    </>
  );
}

function Count(props: { label: string; value: number; onCount: (count: number) => void; testId: string }) {
  return (
    <label className={filterCss.field}>
      <span>{props.label}</span>
      <input
        type="number"
        min={1}
        max={100}
        value={props.value}
        onChange={({ target }) => props.onCount(Math.trunc(target.valueAsNumber) || 0)}
        data-testid={props.testId}
      />
    </label>
  );
}

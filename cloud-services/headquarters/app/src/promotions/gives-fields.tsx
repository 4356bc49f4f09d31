import { MoneyField } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Fragment } from 'react';
import filterCss from '../filters/filters.module.css';
import { useLocale } from '../i18n/use-locale.ts';
import { type Kind, kinds, type Part, type PromotionDraft } from './draft.ts';
import { ProductField, TargetFields } from './target-fields.tsx';
import { useWords } from './words.ts';

/** As many as a promotion may have. */
const partsMax = 10;

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
    'basket-gift': t`À partir d’une somme de`,
    bundle: t`Prix de l’ensemble`,
  };
  const moneyLabel = kind === 'kept' ? undefined : money[kind];
  const counted = kind === 'mix-and-match' || kind === 'n-for-m' || kind === 'cheapest-free';
  return (
    <>
      <label className={filterCss.field}>
        <span>{t`Ce qui est donné`}</span>
        <select
          value={kind}
          onChange={({ target }) => set({ kind: kinds.find((one) => one === target.value) ?? 'kept' })}
          data-testid="kind"
        >
          {kind === 'kept' ? <option value="kept">{t`Comme avant`}</option> : null}
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
      {kind === 'bundle' ? <Parts parts={draft.parts} onParts={(parts) => set({ parts })} /> : null}
      {kind === 'basket-gift' && draft.gift.on === 'product' ? (
        <>
          <ProductField
            target={draft.gift}
            onTarget={(gift) => set({ gift })}
            label={t`Cadeau : nom ou code`}
          />
          <Count
            label={t`Articles offerts`}
            value={draft.take}
            onCount={(take) => set({ take })}
            testId="take"
          />
        </>
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

/** What makes a bundle: so many of each part. */
function Parts({ parts, onParts }: { parts: readonly Part[]; onParts: (parts: readonly Part[]) => void }) {
  const { t } = useLingui();
  const change = (at: number, part: Partial<Part>) =>
    onParts(parts.map((one, place) => (place === at ? { ...one, ...part } : one)));
  return (
    <>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name, and only the last one comes and goes.
        <Fragment key={at}>
          <TargetFields
            target={part.target}
            onTarget={(target) => change(at, { target })}
            label={t`Partie ${at + 1}`}
            isPart
          />
          <Count
            label={t`Articles de la partie ${at + 1}`}
            value={part.pieces}
            onCount={(pieces) => change(at, { pieces })}
            testId={`pieces-${at}`}
          />
        </Fragment>
      ))}
      <div className="actions">
        {parts.length < partsMax ? (
          <button
            type="button"
            className="button"
            onClick={() =>
              onParts([...parts, { target: { on: 'product', productId: '', name: '' }, pieces: 1 }])
            }
          >{t`Une partie de plus`}</button>
        ) : null}
        {parts.length > 2 ? (
          <button type="button" className="button" onClick={() => onParts(parts.slice(0, -1))}>
            {t`Retirer la dernière`}
          </button>
        ) : null}
      </div>
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

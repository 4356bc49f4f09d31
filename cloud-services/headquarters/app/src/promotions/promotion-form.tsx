import type { PromotionView } from '@comptoir/product/api';
import { MoneyField } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import filterCss from '../filters/filters.module.css';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { GatewayProblem } from '../gateway/gateway.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { type PromotionDraft, termsOf } from './draft.ts';
import { GivesFields } from './gives-fields.tsx';
import { Preview } from './preview.tsx';
import { TargetFields } from './target-fields.tsx';
import { create, replace, useChange } from './use-promotions.ts';

/** @param start of a new one, of a copy, or of `changed`, which then is replaced. */
export function PromotionForm({
  start,
  changed,
  onDone,
}: {
  start: PromotionDraft;
  changed?: PromotionView | undefined;
  onDone: () => void;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const [draft, setDraft] = useState(start);
  const set = (part: Partial<PromotionDraft>) => setDraft((before) => ({ ...before, ...part }));
  const change = useChange(onDone);
  const terms = termsOf(draft);
  const asksToConfirm =
    change.error instanceof GatewayProblem && change.error.type === '/problems/gives-all-away';
  return (
    <form
      className="sheet form"
      aria-label={changed ? t`Changer la promotion` : t`Nouvelle promotion`}
      onSubmit={(event) => {
        event.preventDefault();
        if (!terms || change.isPending) return;
        const request = asksToConfirm ? { ...terms, confirm: true } : terms;
        change.mutate(changed ? replace(changed, request) : create(request));
      }}
    >
      <div className="fields">
        <Text
          label={t`Nom en français`}
          value={draft.nameFr}
          onText={(nameFr) => set({ nameFr })}
          testId="name-fr"
        />
        <Text
          label={t`Nom en anglais`}
          value={draft.nameEn}
          onText={(nameEn) => set({ nameEn })}
          testId="name-en"
        />
        <GivesFields draft={draft} set={set} />
        {draft.kind === 'bundle' ? null : (
          <TargetFields target={draft.target} onTarget={(target) => set({ target })} />
        )}
        <TargetFields
          target={draft.exclude}
          onTarget={(exclude) => set({ exclude })}
          label={t`Sauf`}
          everythingWord={t`Sans exception`}
          testId="exclude"
        />
        <Text
          label={t`À partir de`}
          type="datetime-local"
          value={draft.from}
          onText={(from) => set({ from })}
          testId="from"
        />
        <Text
          label={t`Jusqu’à (facultatif)`}
          type="datetime-local"
          value={draft.to}
          onText={(to) => set({ to })}
          testId="to"
        />
        <Text
          label={t`Coupon (facultatif)`}
          value={draft.coupon}
          onText={(coupon) => set({ coupon })}
          testId="coupon"
        />
        {draft.coupon.trim() === '' || draft.hasCodes ? null : (
          <Text
            label={t`Usages du coupon, en tout (facultatif)`}
            type="number"
            value={draft.couponUses}
            onText={(couponUses) => set({ couponUses })}
            testId="coupon-uses"
          />
        )}
        <MoneyField
          label={t`Au plus, par vente (facultatif)`}
          amountMinor={draft.amountMaxMinor}
          onAmount={(amountMaxMinor) => set({ amountMaxMinor })}
          locale={locale}
          testId="amount-max"
        />
        {draft.coupon.trim() === '' ? null : (
          <label className="check">
            <input
              type="checkbox"
              checked={draft.hasCodes}
              onChange={({ target }) => set({ hasCodes: target.checked })}
              data-testid="has-codes"
            />
            <span>{t`Un code par client, pour un seul usage`}</span>
          </label>
        )}
        <label className="check">
          <input
            type="checkbox"
            checked={draft.stacks}
            onChange={({ target }) => set({ stacks: target.checked })}
          />
          <span>{t`S’ajoute à d’autres promotions`}</span>
        </label>
      </div>
      {draft.hasCodes && draft.coupon.trim() !== '' ? (
        <p className="muted">
          {draft.amountMaxMinor === null ? (
            <Trans>Sans montant au plus, un magasin coupé du siège ne prend pas ces codes.</Trans>
          ) : (
            <Trans>
              Un magasin coupé du siège prend ces codes, dans la limite de ce dont il peut répondre.
            </Trans>
          )}
        </p>
      ) : null}
      <Preview draft={draft} />
      {change.error ? (
        <FaultMessage
          fault={change.error}
          words={{
            '/problems/gives-all-away': t`Cette promotion donne des articles pour rien. Si c’est voulu, envoyez-la encore.`,
            '/problems/changed-meanwhile': t`Quelqu’un a changé cette promotion entre-temps. Fermez, puis ouvrez-la de nouveau.`,
            '/problems/attribute-not-promoted': t`Cet attribut n’est pas marqué pour les promotions. Marquez-le d’abord, à la page Attributs.`,
            '/problems/codes-were-given-out': t`Des codes de cette promotion sont donnés : leur début ne change plus. Terminez-la, puis copiez-la.`,
            '/problems/ends-before-it-begins': t`La fin vient avant le début.`,
          }}
        />
      ) : null}
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={!terms || change.isPending}
          data-testid="promotion-save"
        >
          {asksToConfirm ? <Trans>Oui, donner pour rien</Trans> : <Trans>Envoyer aux magasins</Trans>}
        </button>
        <button type="button" className="button" onClick={onDone}>{t`Annuler`}</button>
      </div>
    </form>
  );
}

function Text(props: {
  label: string;
  value: string;
  onText: (text: string) => void;
  type?: string;
  testId: string;
}) {
  return (
    <label className={filterCss.field}>
      <span>{props.label}</span>
      <input
        type={props.type ?? 'text'}
        value={props.value}
        onChange={({ target }) => props.onText(target.value)}
        data-testid={props.testId}
      />
    </label>
  );
}

import { Amount, MoneyField } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from './price-cell.module.css';

type Price = Readonly<{ amountMinor: number; currency: 'CAD' }>;

/** A price that is changed where it stands: press it, type, Enter. The stores have it within the second. */
export function PriceCell(props: { productId: string; name: string; price: Price }) {
  const { productId, name, price } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<number | null | undefined>(undefined);
  const change = useMutation({
    mutationFn: (amountMinor: number) =>
      gateway.send('PUT', `/api/v1/products/${productId}/price`, { amountMinor, currency: price.currency }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['products'] });
      setDraft(undefined);
    },
  });
  const editing = draft !== undefined;
  useEffect(() => {
    if (editing) form.current?.querySelector('input')?.select();
  }, [editing]);

  if (!editing)
    return (
      <button
        type="button"
        className={css.price}
        onClick={() => setDraft(price.amountMinor)}
        data-testid="price"
      >
        <span className="visually-hidden">{t`Changer le prix de ${name}`}</span>
        <Amount amountMinor={price.amountMinor} locale={locale} />
        {change.isSuccess ? <span className={css.done} role="status">{t`Envoyé aux magasins`}</span> : null}
      </button>
    );
  const refused =
    draft === 0 ? t`Un prix de zéro n’est pas permis.` : draft === null ? t`Tapez un prix.` : undefined;
  return (
    <form
      ref={form}
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft === price.amountMinor) setDraft(undefined);
        else if (draft && !change.isPending) change.mutate(draft);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDraft(undefined);
      }}
    >
      <MoneyField
        label={t`Nouveau prix de ${name}`}
        amountMinor={draft}
        onAmount={setDraft}
        locale={locale}
        testId="price-field"
        {...(refused ? { error: refused } : {})}
      />
      {change.error ? <FaultMessage fault={change.error} /> : null}
      <button
        type="submit"
        disabled={refused !== undefined || change.isPending}
        data-testid="price-save"
      >{t`Changer le prix`}</button>
      <button type="button" onClick={() => setDraft(undefined)}>{t`Annuler`}</button>
    </form>
  );
}

import type { StockSheet } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { parseQuantity } from '../../counting/quantity.ts';
import { ask } from '../../edge/client.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import css from '../goods/goods.module.css';
import { useAct } from '../goods/use-act.ts';
import { NotAQuantity, Why } from '../goods/why.tsx';
import { Page } from '../page.tsx';

/** A correction: how many more or fewer, and why. `?cause=` settles a negative stock. */
export function AdjustPage() {
  const { productId = '' } = useParams();
  const text = useTexts();
  const sheet = useQuery({
    queryKey: ['stock-sheet', productId],
    queryFn: () => ask<StockSheet>('GET', `/stock/${productId}`),
  });
  return (
    <Page title={sheet.data ? text(sheet.data.name) : <Trans>Corriger le stock</Trans>} asked={sheet}>
      {sheet.data ? <Form sheet={sheet.data} /> : null}
    </Page>
  );
}

const reasons = ['adjustment', 'damage', 'theft', 'own-use'] as const;

function Form({ sheet }: { sheet: StockSheet }) {
  const { t } = useLingui();
  const locale = useLocale();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const cause = query.get('cause');
  const [reason, setReason] = useState<(typeof reasons)[number]>('adjustment');
  const [isMore, setIsMore] = useState(sheet.onHand.startsWith('-'));
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const act = useAct('/stock/adjustments', () => navigate(`/stock/${sheet.productId}`));
  const words = {
    adjustment: t`Correction`,
    damage: t`Bris ou perte`,
    theft: t`Vol`,
    'own-use': t`Usage du magasin`,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate(() => {
      const quantity = parseQuantity(typed.trim(), sheet.soldBy);
      if (quantity === undefined) throw new NotAQuantity();
      const lines = [{ productId: sheet.productId, quantity: isMore ? quantity : `-${quantity}` }];
      return {
        ...{ reason, lines },
        ...(cause === null ? {} : { cause }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      };
    });
  };
  const onHand = formatNumber(sheet.onHand, locale);
  return (
    <form onSubmit={submit} style={{ display: 'contents' }} data-testid="adjust-form">
      <p className="note">
        <Trans>Selon les livres : {onHand}</Trans>
      </p>
      <label className={css.field}>
        <Trans>Raison</Trans>
        <select
          className={css.input}
          value={reason}
          onChange={(event) => {
            const next = reasons.find((one) => one === event.target.value) ?? 'adjustment';
            setReason(next);
            // What was broken, stolen or used is gone.
            if (next !== 'adjustment') setIsMore(false);
          }}
          data-testid="adjust-reason"
        >
          {reasons.map((one) => (
            <option key={one} value={one}>
              {words[one]}
            </option>
          ))}
        </select>
      </label>
      <div className="actions" role="radiogroup" aria-label={t`Sens`}>
        <label>
          <input type="radio" checked={!isMore} onChange={() => setIsMore(false)} />{' '}
          <Trans>Il y en a moins</Trans>
        </label>
        <label>
          <input type="radio" checked={isMore} onChange={() => setIsMore(true)} data-testid="adjust-more" />{' '}
          <Trans>Il y en a plus</Trans>
        </label>
      </div>
      <label className={css.field}>
        <Trans>De combien</Trans>
        <input
          className={css.quantity}
          inputMode="decimal"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          required
          data-testid="adjust-quantity"
        />
      </label>
      <label className={css.field}>
        <Trans>Note</Trans>
        <input
          className={css.input}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={200}
        />
      </label>
      <Why error={act.error} />
      <div className="actions">
        <button type="submit" className="primary" disabled={act.isPending} data-testid="adjust">
          <Trans>Corriger le stock</Trans>
        </button>
      </div>
    </form>
  );
}

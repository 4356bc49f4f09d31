import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, type ReactNode, useState } from 'react';
import css from '../goods/goods.module.css';
import { GoodsList } from '../goods/goods-list.tsx';
import { useAct } from '../goods/use-act.ts';
import type { Goods } from '../goods/use-goods.ts';
import { NotAQuantity, Why } from '../goods/why.tsx';

export type Filled = Readonly<{ quantities: { productId: string; quantity: string }[]; note: string }>;

/** A list of goods and one key that sends it. Nothing is lost when it is refused or nobody answers. */
export function GoodsForm(props: {
  goods: Goods;
  path: string;
  /** What is sent, but the act's id. */
  body: (filled: Filled) => object;
  verb: string;
  onDone: () => void;
  children?: ReactNode;
}) {
  const { goods, path, body, verb, onDone, children } = props;
  const { t } = useLingui();
  const [note, setNote] = useState('');
  const act = useAct(path, onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate(() => {
      const quantities = goods.quantities();
      if (!quantities) throw new NotAQuantity();
      return body({ quantities, note: note.trim() });
    });
  };
  const hasExpected = goods.entries.some(({ good }) => good.expected !== null);
  return (
    <form onSubmit={submit} style={{ display: 'contents' }} data-testid="goods-form">
      {children}
      <GoodsList goods={goods} />
      <label className={css.field}>
        <Trans>Note</Trans>
        <input
          className={css.input}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={200}
          aria-label={t`Note`}
        />
      </label>
      <Why error={act.error} />
      <div className="actions">
        <button
          type="submit"
          className="primary"
          disabled={act.isPending || goods.entries.length === 0}
          data-testid="send-list"
        >
          {verb}
        </button>
        {hasExpected ? (
          <button type="button" className="plain" onClick={goods.takeAll} data-testid="take-all">
            <Trans>Tout est là</Trans>
          </button>
        ) : null}
      </div>
    </form>
  );
}

/** What is not there is not sent. */
export const present = (quantities: Filled['quantities']) =>
  quantities.filter(({ quantity }) => Number(quantity) !== 0);

export const noted = (note: string) => (note === '' ? {} : { note });

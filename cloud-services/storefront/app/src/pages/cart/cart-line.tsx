import { Amount, formatMoney, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { type MouseEvent, useRef } from 'react';
import { Link, useFetcher } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { Icon } from '../../parts/icons.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Picture } from '../../parts/picture.tsx';
import { readQuantity } from '../../shared/quantity.ts';
import type { CartLine, CartProblem } from '../../shared/shapes/cart.ts';
import css from './cart.module.css';
import { useCartWords } from './cart-words.ts';

export function CartLineRow({ line }: { line: CartLine }) {
  const { t } = useLingui();
  const { to, locale } = useSpoken();
  const fetcher = useFetcher<CartProblem>();
  const words = useCartWords();
  const isLeaving =
    fetcher.state !== 'idle' && /^(?:remove|later)$/.test(String(fetcher.formData?.get('do')));
  const name = line.name ?? t`Article qui n’est plus vendu`;
  const unit = line.soldBy === 'weight' ? t`le kg` : t`l’unité`;
  const problem = fetcher.state === 'idle' ? fetcher.data?.problem : undefined;
  if (isLeaving) return null;
  return (
    <li className={css.line} data-testid="cart-line" data-code={line.code ?? ''}>
      <div className={css.picture}>
        <Picture url={line.picture} />
      </div>
      <div className={css.words}>
        {line.code === null ? (
          <span>{name}</span>
        ) : (
          <Link to={to('product', { code: line.code })}>{name}</Link>
        )}
        {line.unitPriceMinor === null ? null : (
          <span className={css.unit}>{`${formatMoney(line.unitPriceMinor, locale)} ${unit}`}</span>
        )}
        {line.savingsMinor > 0 ? (
          <span className={css.savings}>
            {[t`Rabais de ${formatMoney(line.savingsMinor, locale)}`, ...line.savedBy].join(' · ')}
          </span>
        ) : null}
      </div>
      <div className={css.amount}>
        {line.amountMinor === null ? (
          '—'
        ) : (
          <Amount amountMinor={line.amountMinor} locale={locale} testId="line-amount" />
        )}
      </div>
      <div className={css.act}>
        {line.isSold ? <Quantity line={line} name={name} fetcher={fetcher} /> : <span />}
        <fetcher.Form method="post" action={to('cart')}>
          <input type="hidden" name="do" value="later" />
          <input type="hidden" name="line" value={line.lineId} />
          <button type="submit" className={buttonClass('quiet')} data-testid="later">
            {t`Garder pour plus tard`}
            <span className="visually-hidden"> {name}</span>
          </button>
        </fetcher.Form>
        <fetcher.Form method="post" action={to('cart')}>
          <input type="hidden" name="do" value="remove" />
          <input type="hidden" name="line" value={line.lineId} />
          <button type="submit" className={buttonClass('quiet')} data-testid="remove">
            {t`Retirer`}
            <span className="visually-hidden"> {name}</span>
          </button>
        </fetcher.Form>
      </div>
      <LineNotes line={line} problem={problem === undefined ? undefined : words(problem)} />
    </li>
  );
}

function Quantity(props: {
  line: CartLine;
  name: string;
  fetcher: ReturnType<typeof useFetcher<CartProblem>>;
}) {
  const { line, name, fetcher } = props;
  const { t } = useLingui();
  const { to, locale } = useSpoken();
  const isWeight = line.soldBy === 'weight';
  // What was asked for shows at once; the server's word follows.
  const asked = fetcher.formData?.get('quantityStep') ?? fetcher.formData?.get('quantity');
  const shown = asked?.toString() ?? line.quantity;
  const field = useRef<HTMLInputElement>(null);
  const unit = isWeight ? 0.1 : 1;
  const stepped = (typed: string, by: number) => {
    const from = Number(readQuantity(typed) ?? line.quantity);
    return formatNumber(Math.max(0, Math.round((from + by) * 1000) / 1000), locale);
  };
  // From what stands in the field: asked for and not answered yet, or typed and not sent.
  const stepBy = (by: number) => ({
    name: 'quantityStep',
    value: stepped(shown, by),
    onClick: (event: MouseEvent<HTMLButtonElement>) => {
      event.currentTarget.value = stepped(field.current?.value ?? shown, by);
    },
  });
  return (
    <fetcher.Form className={css.quantity} method="post" action={to('cart')}>
      <input type="hidden" name="do" value="quantity" />
      <input type="hidden" name="line" value={line.lineId} />
      {/* Enter in the field presses the first button of the form: it must be the one that takes what is typed. */}
      <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
      <input
        ref={field}
        name="quantity"
        key={shown}
        defaultValue={formatNumber(shown.replace(',', '.'), locale)}
        inputMode={isWeight ? 'decimal' : 'numeric'}
        autoComplete="off"
        aria-label={isWeight ? t`Poids en kg de ${name}` : t`Quantité de ${name}`}
        onBlur={(event) => {
          if (event.currentTarget.value !== event.currentTarget.defaultValue)
            fetcher.submit(event.currentTarget.form);
        }}
        data-testid="line-quantity"
      />
      <button
        type="submit"
        className={css.less}
        {...stepBy(-unit)}
        aria-label={t`Diminuer ${name}`}
        data-testid="less"
      >
        <Icon name="minus" size={20} />
      </button>
      <button
        type="submit"
        className={css.more}
        {...stepBy(unit)}
        aria-label={t`Augmenter ${name}`}
        data-testid="more"
      >
        <Icon name="plus" size={20} />
      </button>
    </fetcher.Form>
  );
}

function LineNotes({ line, problem }: { line: CartLine; problem: string | undefined }) {
  const { t } = useLingui();
  const { to, locale } = useSpoken();
  const fetcher = useFetcher();
  const { priceChange, onlyLeft, isSold } = line;
  if (!priceChange && onlyLeft === null && isSold && problem === undefined) return null;
  const left = formatNumber(onlyLeft ?? 0, locale);
  return (
    <div className={css.note}>
      {problem === undefined ? null : (
        <Notice tone="danger" isUrgent>
          {problem}
        </Notice>
      )}
      {isSold ? null : (
        <Notice tone="danger">{t`Cet article n’est plus vendu. Retirez-le pour commander.`}</Notice>
      )}
      {priceChange ? (
        <Notice tone="info" testId="price-change">
          {t`Le prix est passé de ${formatMoney(priceChange.fromMinor, locale)} à ${formatMoney(priceChange.toMinor, locale)}.`}
        </Notice>
      ) : null}
      {onlyLeft === null || !isSold ? null : (
        <Notice tone="warn" testId="only-left">
          <span>{onlyLeft > 0 ? t`Il n’en reste que ${left}.` : t`Il n’en reste plus.`}</span>
          <fetcher.Form method="post" action={to('cart')}>
            <input type="hidden" name="do" value={onlyLeft > 0 ? 'quantity' : 'remove'} />
            <input type="hidden" name="line" value={line.lineId} />
            <input type="hidden" name="quantity" value={String(onlyLeft)} />
            <button type="submit" className={buttonClass()}>
              {onlyLeft > 0 ? t`En garder ${left}` : t`Retirer l’article`}
            </button>
          </fetcher.Form>
        </Notice>
      )}
    </div>
  );
}

import { useLingui } from '@lingui/react/macro';
import { useFetcher } from 'react-router';
import { useSpoken } from '../i18n/language.tsx';
import type { CartProblem } from '../shared/shapes/cart.ts';
import { buttonClass } from './buttons.ts';
import { Notice } from './notice.tsx';

/** Keeps a product for later, or no longer. @param code of the page to come back to without script; none: the cart's. */
export function KeepForm(props: { productId: string; name: string; isKept: boolean; code?: string }) {
  const { productId, name, isKept, code } = props;
  const { t } = useLingui();
  const { to } = useSpoken();
  const fetcher = useFetcher<CartProblem>();
  const problem = fetcher.state === 'idle' ? fetcher.data?.problem : undefined;
  const words = code !== undefined && isKept ? t`Gardé : ne plus garder` : t`Ne plus garder`;
  return (
    <fetcher.Form method="post" action={to('cart')}>
      <input type="hidden" name="do" value="keep" />
      <input type="hidden" name="product" value={productId} />
      <input type="hidden" name="kept" value={isKept ? 'no' : 'yes'} />
      {code === undefined ? null : <input type="hidden" name="code" value={code} />}
      <button type="submit" className={buttonClass('quiet')} data-testid="keep" data-kept={isKept}>
        {isKept ? words : t`Garder pour plus tard`}
        <span className="visually-hidden"> {name}</span>
      </button>
      {problem === undefined ? null : (
        <Notice tone="danger" isUrgent>
          {problem === 'list-full'
            ? t`La liste est pleine. Retirez-en un article d’abord.`
            : t`Rien n’a été gardé. Réessayez dans un instant.`}
        </Notice>
      )}
    </fetcher.Form>
  );
}

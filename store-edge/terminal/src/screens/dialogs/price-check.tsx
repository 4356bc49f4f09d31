import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { catalogue } from '../../till/context.ts';
import { checkPrice } from '../../till/selling.ts';
import { store, useTill } from '../../till/store.ts';
import css from './dialogs.module.css';
import { ProductFacts } from './product-facts.tsx';
import { Sheet } from './sheet.tsx';

/** What does this cost? Scanned or typed; nothing is added to the sale. */
export function PriceCheck() {
  const { t } = useLingui();
  const checked = useTill((state) => state.checked);
  const [text, setText] = useState('');
  useEffect(() => () => store.set({ checked: null }), []);
  const product = checked && 'productId' in checked ? catalogue.get(checked.productId) : undefined;
  const unknown = checked && 'unknown' in checked ? checked.unknown : null;
  return (
    <Sheet
      title={t`Vérifier un prix`}
      testId="price-check-dialog"
      onCommand={(command) => {
        if (command.do === 'type') setText((text + command.text).slice(0, 40));
        else if (command.do === 'erase') setText(text.slice(0, -1));
        else if (command.do === 'enter' && text !== '') {
          checkPrice(text, null);
          setText('');
        } else return false;
        return true;
      }}
    >
      <p className={css.words}>
        <Trans>Lisez l’article, ou tapez son code puis Entrée. Rien n’est ajouté à la vente.</Trans>
      </p>
      <output className={css.typed} aria-label={t`Code de l’article`} data-testid="price-check-text">
        {text === '' ? '—' : text}
      </output>
      <p className={css.problem} role="alert" data-testid="price-check-problem">
        {unknown === null ? null : <Trans>Code inconnu : {unknown}. Cherchez l’article par son nom.</Trans>}
      </p>
      {product ? <ProductFacts product={product} /> : null}
    </Sheet>
  );
}

import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../../i18n/language.tsx';
import { lineWords } from '../../parts/line-words.ts';
import type { OrderData } from '../../shared/shapes/order.ts';
import css from './order.module.css';
import { Parcels } from './parcels.tsx';

/** Of an order that several places send: what is in each parcel, and where that is. */
export function Parts({ parts }: Pick<OrderData, 'parts'>) {
  const { t } = useLingui();
  const { locale } = useSpoken();
  const words = {
    'to-prepare': t`En préparation`,
    packed: t`Emballé`,
    'handed-over': t`En route`,
    delivered: t`Livré`,
    'called-off': t`Pas envoyé : remboursé`,
  } as const;
  return parts.map(({ parcel, state, lines, parcels }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name here, and keep their order.
    <section key={at} className={css.part} data-testid="part" data-state={state}>
      <h3>
        {parcel === null ? words[state] : `${t`Colis ${parcel.number} de ${parcel.of}`} · ${words[state]}`}
      </h3>
      <ul>
        {lines.map((line) => (
          <li key={line.lineId}>
            {lineWords(line, locale)}
            {line.isMissing ? <small className={css.wish}>{t`Il en manquait : remboursé`}</small> : null}
          </li>
        ))}
      </ul>
      <Parcels parcels={parcels} />
    </section>
  ));
}

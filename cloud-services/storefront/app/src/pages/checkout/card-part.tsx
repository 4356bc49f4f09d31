import { useLingui } from '@lingui/react/macro';
import type { Ref } from 'react';
import { Notice } from '../../parts/notice.tsx';
import type { CardFields as Place } from '../../shared/shapes/checkout.ts';
import { CardFields, type CardHandle } from './card-fields.tsx';

/** The card's part of paying: its fields, or why they are not there. */
export function CardPart(props: {
  /** `null` while the provider is away. */
  place: Place | null;
  ref: Ref<CardHandle>;
  onSubmit: () => void;
}) {
  const { t } = useLingui();
  return (
    <>
      {props.place === null ? (
        <Notice tone="warn">
          {t`Le paiement ne répond pas pour l’instant. Votre panier est gardé. Réessayez dans une minute.`}
        </Notice>
      ) : (
        <CardFields place={props.place} ref={props.ref} onSubmit={props.onSubmit} />
      )}
      <noscript>
        <Notice tone="warn">
          {t`La carte se paie avec JavaScript : activez-le, ou commandez par téléphone dans un magasin.`}
        </Notice>
      </noscript>
    </>
  );
}

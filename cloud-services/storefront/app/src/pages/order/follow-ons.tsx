import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { Notice } from '../../parts/notice.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import type { OrderData } from '../../shared/shapes/order.ts';

/** What goes with an order, and what it waits for. */
export function FollowOns({ order }: { order: OrderData }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  const { addedTo, followOns, waitsForReturn } = order;
  if (addedTo === null && followOns.length === 0 && waitsForReturn === null) return null;
  return (
    <>
      {waitsForReturn === null ? null : (
        <Notice tone="info" testId="waits-for-return">
          {t`Nous préparons cette commande dès que votre retour ${waitsForReturn} est arrivé.`}
        </Notice>
      )}
      {addedTo === null && followOns.length === 0 ? null : (
        <Sheet title={t`Commandes liées`}>
          <ul data-testid="follow-ons">
            {addedTo === null ? null : (
              <li>
                <Link
                  to={to('order', { orderId: addedTo.orderId })}
                >{t`Part avec la commande ${addedTo.number}`}</Link>
              </li>
            )}
            {followOns.map(({ orderId, number, kind }) => (
              <li key={orderId}>
                <Link to={to('order', { orderId })}>
                  {kind === 'addition' ? t`Ajout : commande ${number}` : t`Échange : commande ${number}`}
                </Link>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </>
  );
}

/** More of it, while nobody packs it: what is in the cart. */
export function AddMore({ orderId }: { orderId: string }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  return (
    <div>
      <Link className={buttonClass('quiet')} to={to('follow', { orderId })} data-testid="add-more">
        {t`Ajouter le contenu de mon panier`}
      </Link>
    </div>
  );
}

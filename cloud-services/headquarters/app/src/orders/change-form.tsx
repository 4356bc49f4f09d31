import type { Address, OrderView, Slot } from '@comptoir/order/api';
import { formatSlot } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './order.module.css';
import { type ChangeAsked, type OrderWork, useSlots } from './use-order.ts';

const keyOf = ({ startsAt, endsAt }: Slot) => `${startsAt}/${endsAt}`;

/** While nobody packs it: where it goes, when, and fewer of what was ordered. What that saves goes back to the customer. */
export function ChangeForm(props: { order: OrderView; change: OrderWork['change']; onDone: () => void }) {
  const { order, change, onDone } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const language = locale === 'en-CA' ? 'en' : 'fr';
  const free = useSlots(order).data?.items ?? [];
  const chosen = order.delivery?.slot;
  const slots = chosen && free.every((slot) => keyOf(slot) !== keyOf(chosen)) ? [chosen, ...free] : free;
  const address = order.delivery?.method === 'ship' ? order.delivery.address : null;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const asked = askedIn(new FormData(event.currentTarget), order, address);
        if (Object.keys(asked).length === 0) return onDone();
        change.mutate(asked, { onSuccess: onDone });
      }}
    >
      {address === null ? null : (
        <>
          <Text name="address" label={t`Adresse`} value={address.lines.join(', ')} />
          <Text name="city" label={t`Ville`} value={address.city} />
          <Text name="postalCode" label={t`Code postal`} value={address.postalCode} />
        </>
      )}
      {slots.length === 0 ? null : (
        <label className={css.field}>
          <span>{order.deliveryMethod === 'ship' ? t`Plage de livraison` : t`Plage de ramassage`}</span>
          <select
            name="slot"
            key={slots.map(keyOf).join()}
            defaultValue={chosen ? keyOf(chosen) : ''}
            data-testid="change-slot"
          >
            <option value="">{t`Dès que possible`}</option>
            {slots.map((slot) => (
              <option key={keyOf(slot)} value={keyOf(slot)}>
                {formatSlot(slot, locale, headOfficeTimeZone)}
              </option>
            ))}
          </select>
        </label>
      )}
      {order.lines.map((line) => (
        <label key={line.lineId} className={css.field}>
          <span>{t`${line.name[language]} : combien retirer`}</span>
          <input
            name={`remove-${line.lineId}`}
            inputMode="decimal"
            autoComplete="off"
            data-testid="change-remove"
          />
        </label>
      ))}
      {change.error ? (
        <FaultMessage
          fault={change.error}
          words={{
            '/problems/too-late': t`La préparation a commencé : la commande ne se modifie plus.`,
            '/problems/other-taxes': t`Les taxes sont autres dans cette province : annulez, puis commandez de nouveau.`,
            '/problems/slot-taken': t`Cette plage vient d’être prise. Choisissez-en une autre.`,
            '/problems/nothing-left': t`Il ne resterait rien : annulez plutôt la commande.`,
            '/problems/more-than-left': t`C’est plus que ce qui reste de cet article.`,
            '/problems/whole-pieces': t`Ce qui se vend à la pièce ne se divise pas : entrez un nombre entier.`,
            '/problems/order-changed': t`La commande a changé entre-temps. Regardez où elle en est, puis recommencez.`,
          }}
        />
      ) : null}
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={change.isPending}
          data-testid="change-confirm"
        >{t`Enregistrer`}</button>
        <button type="button" className="button" onClick={onDone}>{t`Laisser`}</button>
      </div>
    </form>
  );
}

function Text({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label className={css.field}>
      <span>{label}</span>
      <input name={name} defaultValue={value} required maxLength={120} data-testid={`change-${name}`} />
    </label>
  );
}

/** What differs from how it is. */
function askedIn(form: FormData, order: OrderView, address: Address | null): ChangeAsked {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const moved = address && {
    ...address,
    ...(text('address') === address.lines.join(', ') ? {} : { lines: [text('address')] }),
    city: text('city'),
    postalCode: text('postalCode').toUpperCase(),
  };
  const remove = order.lines.flatMap(({ lineId }) => {
    const quantity = text(`remove-${lineId}`).replace(',', '.');
    return Number(quantity) > 0 ? [{ lineId, quantity }] : [];
  });
  const [startsAt, endsAt] = text('slot').split('/');
  const slot = startsAt && endsAt ? { startsAt, endsAt } : null;
  const isSameSlot = !form.has('slot') || slot?.startsAt === order.delivery?.slot?.startsAt;
  const isSamePlace = moved === null || JSON.stringify(moved) === JSON.stringify(address);
  return {
    ...(isSamePlace ? {} : { address: moved }),
    ...(isSameSlot ? {} : { slot }),
    ...(remove.length > 0 ? { remove } : {}),
  };
}

import { useLingui } from '@lingui/react/macro';
import { Form, useActionData } from 'react-router';
import { buttonClass } from '../../parts/buttons.ts';
import { FaultSummary, Field, formClass } from '../../parts/form.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { SlotField } from '../../parts/slot-field.tsx';
import { postalCode, required } from '../../shared/checks.ts';
import type { FormAnswer } from '../../shared/shapes/form.ts';
import type { OrderData } from '../../shared/shapes/order.ts';
import { LineQuantities } from './line-quantities.tsx';

/** While nobody packs it: where it goes, and fewer of what was ordered. What that saves is given back. */
export function ChangeForm({ order }: { order: OrderData }) {
  const { t } = useLingui();
  const answer = useActionData<FormAnswer & { form?: string }>();
  const labels = { address: t`Adresse`, city: t`Ville`, postalCode: t`Code postal` };
  const { address } = order;
  return (
    <details open={answer !== undefined}>
      <summary className={buttonClass('quiet')} data-testid="change-order">{t`Modifier la commande`}</summary>
      <Sheet>
        <Form className={formClass} method="post">
          <input type="hidden" name="do" value="change" />
          <input type="hidden" name="version" value={order.version} />
          <FaultSummary answer={answer} labels={labels} />
          {address === null ? null : (
            <>
              <input type="hidden" name="recipient" value={address.recipient} />
              <Field
                name="address"
                label={labels.address}
                defaultValue={answer?.values.address ?? address.line}
                fault={answer?.faults.address}
                check={required}
              />
              <Field
                name="city"
                label={labels.city}
                defaultValue={answer?.values.city ?? address.city}
                fault={answer?.faults.city}
                check={required}
              />
              <Field
                name="postalCode"
                label={labels.postalCode}
                hint={t`Dans la même province : ailleurs, les taxes sont autres.`}
                defaultValue={answer?.values.postalCode ?? address.postalCode}
                fault={answer?.faults.postalCode}
                check={postalCode}
                isShort
              />
            </>
          )}
          <SlotField
            label={order.isCollected ? t`Quand venez-vous?` : t`Quand livrer?`}
            slots={order.slots}
            chosen={order.slot}
          />
          <LineQuantities order={order} legend={t`Retirer des articles`} of="left" />
          <p>{t`La différence vous est rendue sur le moyen de paiement utilisé.`}</p>
          <button type="submit" className={buttonClass('primary')} data-testid="save-change">
            {t`Enregistrer le changement`}
          </button>
        </Form>
      </Sheet>
    </details>
  );
}

import type { Dimension, Measure } from '@comptoir/reporting/api';
import { useLingui } from '@lingui/react/macro';
import type { Subject } from './choice.ts';

type Words = Readonly<{
  subjects: Readonly<Record<Subject, string>>;
  measures: Readonly<Record<Measure, string>>;
  dimensions: Readonly<Record<Dimension, string>>;
}>;

export function useCustomWords(): Words {
  const { t } = useLingui();
  return {
    subjects: {
      document: t`Ventes et retours`,
      line: t`Articles`,
      tender: t`Paiements`,
      tax: t`Taxes`,
    },
    measures: {
      totalMinor: t`Total`,
      sales: t`Nombre de ventes`,
      returns: t`Nombre de retours`,
      subtotalMinor: t`Sous-total`,
      discountMinor: t`Rabais`,
      deliveryMinor: t`Livraison`,
      taxMinor: t`Taxes`,
      roundingMinor: t`Arrondi`,
      amountMinor: t`Avant taxes`,
      quantity: t`Quantité`,
      paidMinor: t`Payé`,
      chargedMinor: t`Taxe`,
    },
    dimensions: {
      day: t`Jour`,
      week: t`Semaine`,
      month: t`Mois`,
      weekday: t`Jour de la semaine`,
      hour: t`Heure`,
      store: t`Magasin`,
      channel: t`Canal`,
      kind: t`Vente ou retour`,
      register: t`Poste de caisse`,
      cashier: t`Caissier`,
      category: t`Catégorie`,
      product: t`Produit`,
      tender: t`Mode de paiement`,
      tax: t`Taxe`,
    },
  };
}

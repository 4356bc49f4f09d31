import type { TrailEntry } from '@comptoir/sales/api';
import { formatMoney } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../i18n/use-locale.ts';

/** An entry's body in a sentence; what this version does not know is told by its kind. */
export function useTrailWords(people: ReadonlyMap<string, string>): (entry: TrailEntry) => string {
  const { t } = useLingui();
  const locale = useLocale();
  const money = (value: unknown): string => (typeof value === 'number' ? formatMoney(value, locale) : '—');
  const permissions: Readonly<Record<string, string>> = {
    'return-without-receipt': t`retour sans reçu`,
    'refund-otherwise': t`remboursement autrement que payé`,
    'return-unverified': t`reçu d’un autre magasin non vérifié`,
    'settle-payment': t`paiement à vérifier`,
    discount: t`rabais`,
    'price-override': t`prix changé`,
    'paid-out': t`sortie de caisse`,
    'change-settings': t`réglages du magasin`,
    'age-check': t`âge de l’acheteur`,
    unlock: t`code oublié, accès rendu`,
    'pin-reset': t`NIP changé`,
    'badge-given': t`badge remis`,
    'badge-taken': t`badge retiré`,
  };
  const moves: Readonly<Record<string, string>> = {
    'paid-in': t`Entrée de caisse`,
    'paid-out': t`Sortie de caisse`,
    drop: t`Dépôt au coffre`,
  };
  const settings: Readonly<Record<string, string>> = {
    'age-at-sight': t`âge constaté à vue`,
    'us-dollar-rate': t`taux du dollar américain`,
    favourites: t`favoris des caisses`,
    'auto-lock-minutes': t`verrouillage des caisses`,
    'sign-keys': t`touches * + − des caisses`,
    tips: t`pourboires proposés`,
    'in-store-codes': t`codes des étiquettes du magasin`,
    'cash-reasons': t`raisons des mouvements de caisse`,
  };
  return ({ kind, body }) => {
    const amount = money(body.amountMinor);
    switch (kind) {
      case 'access.approved': {
        const what = permissions[String(body.permission)] ?? String(body.permission);
        const cashier = people.get(String(body.cashierId)) ?? '—';
        return body.amountMinor === undefined
          ? t`A autorisé ${cashier} : ${what}`
          : t`A autorisé ${cashier} : ${what}, ${amount}`;
      }
      case 'drawer.opened':
        return t`Tiroir ouvert sans vente`;
      case 'cash.moved': {
        const move = moves[String(body.direction)] ?? String(body.direction);
        const us = (body.usDollars as { amountMinor?: number } | undefined)?.amountMinor;
        const moved = us === undefined ? amount : formatMoney(us, locale, 'USD');
        const reason = String(body.reason ?? '');
        return [`${move}, ${moved}`, reason].filter((text) => text !== '').join(' · ');
      }
      case 'void':
        if (body.what === 'line') return t`Ligne annulée, ${amount}`;
        return body.amountMinor === undefined ? t`Vente annulée` : t`Vente annulée, ${amount}`;
      case 'setting.changed': {
        const setting = settings[String(body.name)] ?? String(body.name);
        return t`Réglage changé : ${setting}`;
      }
      case 'shift.opened': {
        const float = money(body.floatMinor);
        return t`Quart ouvert, fond ${float}`;
      }
      case 'shift.closed': {
        const z = body.z as { zNumber?: number; totalMinor?: number } | undefined;
        const number = z?.zNumber ?? '—';
        const us = (body.usDollars as { overShortMinor?: number } | undefined)?.overShortMinor ?? 0;
        const total = money(z?.totalMinor);
        const difference = [
          money(body.overShortMinor),
          ...(us === 0 ? [] : [formatMoney(us, locale, 'USD')]),
        ].join(' · ');
        return t`Quart fermé, Z no ${number} : ventes ${total}, écart ${difference}`;
      }
      case 'period.closed': {
        const label = String(body.label);
        const [total, perpetual] = [money(body.totalMinor), money(body.perpetualTotalMinor)];
        return t`${label} : ventes ${total}, total perpétuel ${perpetual}`;
      }
      case 'customer.proposed':
        return t`Fiche client créée à la caisse`;
      case 'clock.suspect':
        return t`L’horloge du serveur a sauté`;
      case 'clock.settled':
        return t`L’horloge du serveur est de nouveau juste`;
      default:
        return kind;
    }
  };
}

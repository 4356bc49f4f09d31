import type { TrailEntry } from '@comptoir/edge-agent/back-office/api';
import { formatMoney } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../../i18n/use-locale.ts';
import { usePermissionWords } from '../permission-words.ts';

/** The kinds that a filter offers. */
export function useKindWords(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return {
    'access.approved': t`Autorisations`,
    'drawer.opened': t`Tiroir ouvert sans vente`,
    'cash.moved': t`Entrées, sorties, dépôts`,
    void: t`Ventes et lignes annulées`,
    'shift.opened': t`Quarts ouverts`,
    'shift.closed': t`Quarts fermés`,
    'setting.changed': t`Réglages changés`,
    'count.committed': t`Comptages`,
    'customer.proposed': t`Fiches clients créées`,
    'clock.suspect': t`Horloge qui a sauté`,
    'clock.settled': t`Horloge de nouveau juste`,
  };
}

/** An entry in a sentence; what this version does not know is told by its kind. */
export function useTrailWords(): (entry: TrailEntry) => string {
  const { t } = useLingui();
  const locale = useLocale();
  const permissionWords = usePermissionWords();
  const kinds = useKindWords();
  const money = (value: unknown): string => (typeof value === 'number' ? formatMoney(value, locale) : '—');
  const moves: Readonly<Record<string, string>> = {
    'paid-in': t`Entrée de caisse`,
    'paid-out': t`Sortie de caisse`,
    drop: t`Dépôt au coffre`,
  };
  return ({ kind, body, cashierName }) => {
    const amount = money(body.amountMinor);
    const reason = typeof body.reason === 'string' ? body.reason : '';
    switch (kind) {
      case 'access.approved': {
        const what = permissionWords(String(body.permission));
        const cashier = cashierName ?? '—';
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
        return [`${move}, ${moved}`, reason].filter((text) => text !== '').join(' · ');
      }
      case 'void':
        if (body.what === 'line') return t`Ligne annulée, ${amount}`;
        return body.amountMinor === undefined ? t`Vente annulée` : t`Vente annulée, ${amount}`;
      case 'shift.opened': {
        const float = money(body.floatMinor);
        return t`Quart ouvert, fond ${float}`;
      }
      case 'shift.closed': {
        const us = (body.usDollars as { overShortMinor?: number } | undefined)?.overShortMinor ?? 0;
        const difference = [
          money(body.overShortMinor),
          ...(us === 0 ? [] : [formatMoney(us, locale, 'USD')]),
        ].join(' · ');
        return [t`Quart fermé, écart ${difference}`, reason].filter((text) => text !== '').join(' · ');
      }
      default:
        return kinds[kind] ?? kind;
    }
  };
}

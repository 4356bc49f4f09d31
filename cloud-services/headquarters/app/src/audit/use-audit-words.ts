import type { AuditEntry, AuditKind, FieldChange } from '@comptoir/product/api';
import { formatDay, formatMoney, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** What was changed, from what to what, in words. */
export function useAuditWords() {
  const { t } = useLingui();
  const locale = useLocale();
  const kinds: Readonly<Record<AuditKind, string>> = {
    product: t`Produit`,
    price: t`Prix`,
    'price-list': t`Liste de prix`,
    promotion: t`Promotion`,
    attribute: t`Attribut`,
    category: t`Catégorie`,
    rules: t`Règles de taxes`,
    import: t`Importation`,
    'four-eyes': t`Quatre yeux`,
  };
  const fields: Readonly<Record<string, string>> = {
    price: t`Prix`,
    prices: t`Prix à deux personnes`,
    cost: t`Coût`,
    name: t`Nom`,
    nameFr: t`Nom en français`,
    nameEn: t`Nom en anglais`,
    variantName: t`Variante`,
    categoryId: t`Catégorie`,
    taxCategory: t`Catégorie de taxe`,
    imageUrl: t`Image`,
    rank: t`Rang`,
    favourite: t`Favori`,
    attributes: t`Attributs`,
    minimumAge: t`Âge minimal`,
    tracks: t`À noter à la vente`,
    isCharge: t`Consigne ou écofrais`,
    chargeIds: t`Consignes et écofrais`,
    options: t`Options`,
    optionCodes: t`Options`,
    sku: t`UGS`,
    category: t`Catégorie`,
    soldBy: t`Vendu à la pièce ou au poids`,
    family: t`Famille`,
    familySku: t`Famille`,
    type: t`Type`,
    unit: t`Unité`,
    choices: t`Choix`,
    isFilter: t`Filtre de la boutique`,
    forPromotions: t`Pour les promotions`,
    parentId: t`Catégorie parente`,
    slug: t`Adresse`,
    archived: t`Archivé`,
    gtins: t`Codes-barres`,
    from: t`À partir de`,
    to: t`Jusqu’à`,
    channel: t`Canal`,
    channels: t`Canaux`,
    storeIds: t`Magasins`,
    gives: t`Ce qui est donné`,
    include: t`Sur quoi`,
    coupon: t`Coupon`,
    singleUseCodes: t`Codes à un seul usage`,
    couponCodes: t`Codes créés`,
    priority: t`Priorité`,
    stacking: t`Cumul`,
    caps: t`Limites`,
    hours: t`Heures`,
    code: t`Code`,
    kind: t`Genre`,
    address: t`Adresse`,
    phone: t`Téléphone`,
    coordinates: t`Coordonnées géographiques`,
    timeZone: t`Fuseau horaire`,
    jurisdiction: t`Province`,
    registers: t`Caisses`,
    monday: t`Lundi`,
    tuesday: t`Mardi`,
    wednesday: t`Mercredi`,
    thursday: t`Jeudi`,
    friday: t`Vendredi`,
    saturday: t`Samedi`,
    sunday: t`Dimanche`,
    onHolidays: t`Ouvert les jours fériés`,
    exceptions: t`Jours particuliers`,
    taxRegistrations: t`Numéros de taxe`,
    receiptFooter: t`Bas de reçu`,
    created: t`Créés`,
    updated: t`Changés`,
    bad: t`Refusés`,
  };
  function textOf(value: FieldChange['before']): string {
    if (value === null) return '—';
    if (typeof value === 'boolean') return value ? t`Oui` : t`Non`;
    if (typeof value === 'string')
      return instant.test(value)
        ? `${formatDay(new Date(value), headOfficeTimeZone)} ${formatTime(new Date(value), locale, headOfficeTimeZone)}`
        : value;
    if (typeof value === 'number') return String(value);
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
    if (!Array.isArray(value) && typeof value.amountMinor === 'number')
      return formatMoney(value.amountMinor, locale);
    if (!Array.isArray(value) && typeof value.fr === 'string' && typeof value.en === 'string')
      return `${value.fr} / ${value.en}`;
    if (!Array.isArray(value) && typeof value.latitude === 'number')
      return `${value.latitude}, ${value.longitude}`;
    return JSON.stringify(value);
  }
  /** A setting is called as its kind. */
  const subjectOf = ({ kind, subject }: Pick<AuditEntry, 'kind' | 'subject'>) =>
    kind === 'four-eyes' ? kinds[kind] : subject;
  return { kinds, subjectOf, fieldOf: ({ field }: FieldChange) => fields[field] ?? field, textOf };
}

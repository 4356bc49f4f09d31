import { useLingui } from '@lingui/react/macro';

/** The columns that an import reads, by our name of each. */
export function useColumnWords(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return {
    sku: t`UGS`,
    barcode: t`Code-barres`,
    name: t`Nom, dans les deux langues`,
    name_fr: t`Nom en français`,
    name_en: t`Nom en anglais`,
    category: t`Catégorie (code)`,
    price: t`Prix avant taxes`,
    tax_category: t`Catégorie de taxe`,
    sold_by: t`Vendu à la pièce ou au poids`,
    family: t`Est une famille`,
    family_sku: t`UGS de la famille`,
    variant: t`Variante, dans les deux langues`,
    variant_fr: t`Variante en français`,
    variant_en: t`Variante en anglais`,
    image: t`Adresse de l’image`,
    rank: t`Rang à l’écran`,
    favourite: t`Favori des caisses`,
    minimum_age: t`Âge minimal`,
    tracks: t`À noter à la vente : série ou lot`,
    is_charge: t`Est une consigne ou un écofrais`,
    charges: t`Consignes et écofrais (UGS)`,
    cost: t`Coût`,
    id: t`Identifiant interne`,
  };
}

/** The fields that a report names. */
export function useFieldWords(): Readonly<Record<string, string>> {
  const words = useColumnWords();
  const { t } = useLingui();
  return {
    ...words,
    gtin: t`Code-barres`,
    gtins: t`Code-barres`,
    taxCategory: t`Catégorie de taxe`,
    soldBy: t`Vendu à la pièce ou au poids`,
    familySku: t`UGS de la famille`,
    imageUrl: t`Adresse de l’image`,
    name: t`Nom`,
    variantName: t`Variante`,
    attributes: t`Attributs`,
    minimumAge: t`Âge minimal`,
    isCharge: t`Est une consigne ou un écofrais`,
  };
}

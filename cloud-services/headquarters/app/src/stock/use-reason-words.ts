import { useLingui } from '@lingui/react/macro';

/** Why stock moved. A reason of a later version is shown as it is. */
export function useReasonWords() {
  const { t } = useLingui();
  const words: Readonly<Record<string, string>> = {
    opening: t`Stock de départ`,
    receipt: t`Réception`,
    sale: t`Vente`,
    return: t`Retour`,
    void: t`Annulation`,
    adjustment: t`Correction`,
    'count-correction': t`Inventaire`,
    damage: t`Bris`,
    theft: t`Vol`,
    'own-use': t`Usage du magasin`,
    'transfer-out': t`Transfert, départ`,
    'transfer-in': t`Transfert, arrivée`,
  };
  return (reason: string) => words[reason] ?? reason;
}

import { useLingui } from '@lingui/react/macro';
import { GatewayProblem } from '../gateway/gateway.ts';

/** What Product answers about prices, in words that say what to do. */
export function usePriceFaults(): (fault: unknown) => Readonly<Record<string, string>> {
  const { t } = useLingui();
  return (fault) => {
    const members = fault instanceof GatewayProblem ? fault.members : {};
    const list = String(members.listName ?? '');
    const products = Array.isArray(members.products) ? members.products : [];
    const skus = products.map(({ sku }: { sku: string }) => sku).join(', ');
    return {
      '/problems/changed-meanwhile': t`Changé entre-temps par quelqu’un d’autre. Voici ce qui est en vigueur : refaites votre changement.`,
      '/problems/zero-price': t`Un prix de zéro n’est pas permis.`,
      '/problems/price-too-high': t`Ce prix est trop élevé.`,
      '/problems/price-overlaps': t`La liste « ${list} » a déjà un prix pour ${skus}, au même endroit et au même moment. Terminez l’une avant que l’autre commence.`,
      '/problems/ends-before-it-begins': t`La fin vient avant le début.`,
      '/problems/same-person': t`Une autre personne doit approuver ce que vous avez proposé.`,
      '/problems/already-decided': t`C’est déjà décidé.`,
    };
  };
}

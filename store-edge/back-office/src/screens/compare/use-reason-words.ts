import { useLingui } from '@lingui/react/macro';
import type { CountReason } from './reasons.ts';

export function useReasonWords(): (reason: CountReason) => string {
  const { t } = useLingui();
  const words: Record<CountReason, string> = {
    unexplained: t`Inexpliqué`,
    damage: t`Bris ou perte`,
    theft: t`Vol`,
    'own-use': t`Usage du magasin`,
    'receiving-error': t`Erreur de réception`,
    'till-error': t`Erreur de caisse`,
  };
  return (reason) => words[reason];
}

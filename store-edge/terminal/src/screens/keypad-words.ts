import type { KeypadWords } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';

export function useKeypadWords(enter?: string): KeypadWords {
  const { t } = useLingui();
  return {
    keypad: t`Pavé numérique`,
    backspace: t`Effacer`,
    multiply: t`Quantité`,
    enter: enter ?? t`Entrée`,
  };
}

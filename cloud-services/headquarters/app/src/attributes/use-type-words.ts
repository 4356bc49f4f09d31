import type { AttributeDefinition } from '@comptoir/product/api';
import { useLingui } from '@lingui/react/macro';

export function useTypeWords(): Readonly<Record<AttributeDefinition['type'], string>> {
  const { t } = useLingui();
  return { text: t`Texte`, number: t`Nombre`, boolean: t`Oui ou non`, choice: t`Choix` };
}

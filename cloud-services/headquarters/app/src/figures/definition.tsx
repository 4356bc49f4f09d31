import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import css from './definition.module.css';
import { type DefinitionName, useDefinitions } from './use-definitions.ts';

/** What a figure means, one click away: beside its name, told by the browser's own popover (Esc and a click elsewhere close it). */
export function Definition({ of }: { of: DefinitionName }) {
  const { t } = useLingui();
  const { name, text } = useDefinitions()[of];
  const id = useId();
  return (
    <>
      <button
        type="button"
        className={css.ask}
        popoverTarget={id}
        aria-label={t`Définition : ${name}`}
        data-testid={`definition-${of}`}
      >
        ?
      </button>
      <span id={id} popover="auto" className={css.told} data-testid={`definition-text-${of}`}>
        <strong>{name}</strong>
        <span>{text}</span>
      </span>
    </>
  );
}

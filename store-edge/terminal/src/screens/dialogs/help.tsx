import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useCaps, useKeyWords } from '../../i18n/key-words.ts';
import { type Act, keyMap } from '../../keys/key-map.ts';
import { store } from '../../till/store.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

export function Help() {
  const { t } = useLingui();
  const words = useKeyWords();
  const caps = useCaps();
  const acts = Object.keys(keyMap) as Act[];
  return (
    <Sheet title={t`Aide et touches`} wide testId="help-dialog">
      <Key onPress={() => store.set({ dialog: { kind: 'guide' } })} tone="primary" testId="open-guide">
        <Trans>Guide du caissier, en deux pages</Trans>
      </Key>
      <dl className={css.keys}>
        <div>
          <dt>
            <kbd>
              <Trans>Chiffres</Trans>
            </kbd>
          </dt>
          <dd>
            <Trans>code, quantité ou montant</Trans>
          </dd>
        </div>
        {acts.map((act) => (
          <div key={act} data-testid={`key-${act}`}>
            <dt>
              <kbd>{caps(act)}</kbd>
            </dt>
            <dd>{words[act]}</dd>
          </div>
        ))}
      </dl>
      <p className={css.words}>
        <Trans>Comptant, 20 $ reçus : tapez 20, puis F9. Moins que le total est un acompte.</Trans>
      </p>
    </Sheet>
  );
}

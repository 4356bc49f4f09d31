import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import css from './unanswered.module.css';
import { useServiceWords } from './use-service-words.ts';

/** Services whose documents could not be read; everything else is shown all the same. */
export function Unanswered(props: { services: readonly string[]; onAgain: () => void }) {
  const { i18n } = useLingui();
  const words = useServiceWords();
  if (props.services.length === 0) return null;
  const names = new Intl.ListFormat(i18n.locale).format(props.services.map((name) => words[name] ?? name));
  return (
    <div className={css.unanswered} role="alert">
      <p>
        <Trans>Sans réponse : {names}. Leurs appels manquent ici.</Trans>
      </p>
      <Key onPress={props.onAgain}>
        <Trans>Lire de nouveau</Trans>
      </Key>
    </div>
  );
}

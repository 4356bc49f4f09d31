import { Key } from '@comptoir/ui-kit';
import { Trans } from '@lingui/react/macro';
import css from './unloaded.module.css';

export function Unloaded(props: { state: 'loading' | 'failed'; onAgain: () => void }) {
  return (
    <main id="content" tabIndex={-1} className={css.unloaded} aria-busy={props.state === 'loading'}>
      {props.state === 'failed' ? (
        <>
          <p role="alert">
            <Trans>La description des appels n’a pas pu être lue. Essayez de nouveau dans un instant.</Trans>
          </p>
          <Key tone="primary" onPress={props.onAgain}>
            <Trans>Lire de nouveau</Trans>
          </Key>
        </>
      ) : null}
    </main>
  );
}

import { Trans } from '@lingui/react/macro';
import type { Operation } from '../../../src/api-docs/openapi.ts';
import { credentialsOf } from '../openapi/credentials.ts';
import css from './credentials.module.css';
import { useCredentialWords } from './use-credential-words.ts';

export function Credentials(props: { operation: Operation }) {
  const words = useCredentialWords();
  const { security } = props.operation;
  if (security === undefined)
    return (
      <p>
        <Trans>Tout le monde, sans jeton ni clé.</Trans>
      </p>
    );
  return (
    <ul className={css.credentials}>
      {credentialsOf(props.operation).map(({ scheme, header }) =>
        scheme === undefined ? (
          <li key="none">
            <Trans>Sans jeton, pour ce qui est à tout le monde</Trans>
          </li>
        ) : (
          <li key={scheme}>
            {words[scheme].name} <code>{header?.replaceAll('"', '')}</code>
          </li>
        ),
      )}
    </ul>
  );
}

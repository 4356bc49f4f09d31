import { Trans, useLingui } from '@lingui/react/macro';
import css from './fault-message.module.css';
import { GatewayProblem } from './gateway.ts';

/** What happened and what to do; the correlation id last and small. `words` gives a problem type its own sentence. */
export function FaultMessage(props: { fault: unknown; words?: Readonly<Record<string, string>> }) {
  const { t } = useLingui();
  const { fault, words = {} } = props;
  const problem = fault instanceof GatewayProblem ? fault : null;
  const sentence =
    (problem && words[problem.type]) ??
    (problem
      ? faultBySituation(problem)
      : t`Le serveur ne répond pas. Vérifiez la connexion, puis réessayez.`);
  return (
    <p className={css.fault}>
      {sentence}
      {problem?.correlationId ? (
        <small>
          <Trans>Référence : {problem.correlationId}</Trans>
        </small>
      ) : null}
    </p>
  );

  function faultBySituation({ status, message }: GatewayProblem): string {
    if (status === 503 || status === 502)
      return t`Le service est momentanément indisponible. Réessayez dans quelques secondes.`;
    if (status === 403) return t`Votre rôle ne permet pas cette action. Demandez à un gestionnaire.`;
    if (status === 429) return t`Trop de demandes. Attendez un instant, puis réessayez.`;
    return message;
  }
}

import { useLingui } from '@lingui/react/macro';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useEndSessions } from './use-staff.ts';

/** Signs somebody out everywhere at head office; tills are another matter. */
export function EndSessions({ staffId }: { staffId: string }) {
  const { t } = useLingui();
  const end = useEndSessions(staffId);
  return (
    <div>
      <button
        type="button"
        className="button"
        disabled={end.isPending}
        onClick={() => end.mutate()}
        data-testid="end-sessions"
      >{t`Fermer ses sessions au siège`}</button>{' '}
      <span className="muted" role="status">
        {end.isSuccess
          ? t`Fermées : il faut se connecter de nouveau, partout.`
          : t`Un ordinateur perdu, un mot de passe connu d’autrui : ce qui est ouvert se ferme en quelques secondes.`}
      </span>
      {end.error ? <FaultMessage fault={end.error} /> : null}
    </div>
  );
}

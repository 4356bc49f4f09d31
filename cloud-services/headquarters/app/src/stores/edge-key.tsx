import type { EdgeHealth } from '@comptoir/sales/api';
import { formatDay } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './stores.module.css';

/** Since when a store's server signs with its key. It makes another by itself each three months; here one asks for it sooner. */
export function EdgeKey({ edge }: { edge: EdgeHealth }) {
  const { t } = useLingui();
  const gateway = useGateway();
  const queries = useQueryClient();
  const rotation = useMutation({
    mutationFn: () => gateway.send('POST', `/api/v1/sales/edges/${edge.edgeId}/rotate-key`, {}),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['edges'] }),
  });
  const since = formatDay(new Date(edge.keySince), headOfficeTimeZone);
  return (
    <span className={css.key}>
      {t`depuis le ${since}`}
      {edge.keyRotationDue ? (
        <small className="muted" data-testid="key-due">{t`change à sa prochaine session`}</small>
      ) : (
        <button
          type="button"
          className="button"
          disabled={rotation.isPending}
          onClick={() => rotation.mutate()}
          data-testid="rotate-key"
        >
          {t`Changer la clé`}
        </button>
      )}
      {rotation.error ? <FaultMessage fault={rotation.error} /> : null}
    </span>
  );
}

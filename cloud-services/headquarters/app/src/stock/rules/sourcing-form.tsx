import type { Sourcing } from '@comptoir/inventory/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../../gateway/context.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import css from '../stock.module.css';
import { useLocations } from '../use-locations.ts';

const path = '/api/v1/inventory/sourcing';
const key = ['inventory', 'sourcing'];

/** Which shelves serve online orders; each tick is in force at once. */
export function SourcingForm() {
  const { t } = useLingui();
  const gateway = useGateway();
  const queries = useQueryClient();
  const { nameOf, codeOf } = useLocations();
  const sourcing = useQuery({ queryKey: key, queryFn: () => gateway.get<Sourcing>(path) });
  const write = useMutation({
    mutationFn: (wanted: Sourcing) => gateway.send<Sourcing>('PUT', path, wanted),
    onSuccess: (written) => queries.setQueryData(key, written),
  });
  const now = sourcing.data;
  const fault = sourcing.error ?? write.error;
  return (
    <section className="sheet form">
      <h2>
        <Trans>Commandes en ligne</Trans>
      </h2>
      {fault ? <FaultMessage fault={fault} /> : null}
      {now ? (
        <>
          <label className="check">
            <input
              type="checkbox"
              checked={now.split}
              disabled={write.isPending}
              onChange={({ target }) => write.mutate({ split: target.checked, locations: [] })}
              data-testid="may-be-split"
            />
            {t`Une commande peut partir en plusieurs colis`}
          </label>
          <fieldset className={`fields ${css.places}`}>
            <legend>{t`Lieux qui servent la boutique ; le plus proche qui a tout expédie`}</legend>
            {now.locations.map(({ locationId, servesWeb }) => (
              <label key={locationId} className="check">
                <input
                  type="checkbox"
                  checked={servesWeb}
                  disabled={write.isPending}
                  onChange={({ target }) =>
                    write.mutate({ split: now.split, locations: [{ locationId, servesWeb: target.checked }] })
                  }
                  data-testid={`serves-${codeOf(locationId)}`}
                />
                {nameOf(locationId)}
              </label>
            ))}
          </fieldset>
        </>
      ) : null}
    </section>
  );
}

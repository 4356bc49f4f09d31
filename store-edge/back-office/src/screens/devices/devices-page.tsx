import type { DeviceName, DeviceState, DeviceTested } from '@comptoir/edge-agent/api';
import type { DevicesAnswer } from '@comptoir/edge-agent/back-office/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ask } from '../../edge/client.ts';
import { isManager } from '../../session/roles.ts';
import { Page } from '../page.tsx';
import css from '../rows.module.css';

/** What stands in the store, how it is, and a test of each. */
export function DevicesPage() {
  const names = useDeviceNames();
  const devices = useQuery({
    queryKey: ['devices'],
    queryFn: () => ask<DevicesAnswer>('GET', '/devices'),
    refetchInterval: 3_000,
  });
  const register = devices.data?.devicesRegister;
  return (
    <Page title={<Trans>Appareils</Trans>} asked={devices}>
      {register === undefined ? null : (
        <p className="note">
          <Trans>Ils servent la caisse {register} ; l’imprimante sert toutes les caisses.</Trans>
        </p>
      )}
      <ul className={css.rows}>
        {(Object.keys(names) as DeviceName[]).map((name) => {
          const state = devices.data?.states[name];
          return state === undefined ? null : (
            <Device key={name} name={name} title={names[name]} state={state} />
          );
        })}
      </ul>
    </Page>
  );
}

function Device({ name, title, state }: { name: DeviceName; title: string; state: DeviceState }) {
  const words = useStateWords();
  const test = useMutation({ mutationFn: () => ask<DeviceTested>('POST', `/devices/${name}/test`, {}) });
  return (
    <li data-testid={`device-${name}`} data-state={state}>
      <span className={css.name}>
        <strong>{title}</strong>
        <span className={css.state} data-well={state === 'ready' || state === 'busy'}>
          {words[state]}
        </span>
      </span>
      <span role="status" className="note" data-testid={`tested-${name}`}>
        {test.isPending ? <Trans>Essai en cours</Trans> : null}
        {test.isError ? <Trans>Pas de réponse</Trans> : null}
        {test.data?.ok ? <Trans>Fonctionne</Trans> : null}
        {test.data && !test.data.ok ? <Trans>Ne fonctionne pas : voyez son état.</Trans> : null}
      </span>
      {isManager() ? (
        <button
          type="button"
          className={css.key}
          onClick={() => test.mutate()}
          disabled={test.isPending}
          data-testid={`test-${name}`}
        >
          <Trans>Essayer</Trans>
        </button>
      ) : null}
    </li>
  );
}

function useDeviceNames(): Readonly<Record<DeviceName, string>> {
  const { t } = useLingui();
  return {
    printer: t`Imprimante de reçus`,
    drawer: t`Tiroir-caisse`,
    paymentTerminal: t`Terminal de paiement`,
    scanner: t`Lecteur de codes`,
    scale: t`Balance`,
    customerDisplay: t`Afficheur client`,
    labelPrinter: t`Imprimante d’étiquettes`,
  };
}

function useStateWords(): Readonly<Record<DeviceState, string>> {
  const { t } = useLingui();
  return {
    ready: t`Prêt`,
    busy: t`Occupé`,
    absent: t`Débranché`,
    'out-of-paper': t`Sans papier`,
    'cover-open': t`Ouvert`,
    silent: t`Ne répond pas`,
    fault: t`En panne`,
    untold: t`Branché, ne dit pas son état`,
    'left-open': t`Laissé ouvert`,
  };
}

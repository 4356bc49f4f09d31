import type { DeviceName, DeviceState, DeviceTested } from '@comptoir/edge-agent/api';
import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { deviceDetail, deviceNames, deviceStateWords } from '../../i18n/device-words.ts';
import { edge } from '../../till/context.ts';
import { useTill } from '../../till/store.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

type Tests = Partial<Record<DeviceName, 'running' | 'unreachable' | DeviceTested>>;

/** What stands at this register, how it is, and a test of each. */
export function Devices() {
  const { t } = useLingui();
  const states = useTill((state) => state.edge?.devices);
  const kilograms = useTill((state) => state.weight?.kilograms ?? null);
  const [tests, setTests] = useState<Tests>({});
  const run = async (name: DeviceName) => {
    setTests((present) => ({ ...present, [name]: 'running' }));
    const reply = await edge().testDevice(name);
    setTests((present) => ({ ...present, [name]: reply.is === 'ok' ? reply.body : 'unreachable' }));
  };
  const names = deviceNames();
  return (
    <Sheet title={t`Appareils`} wide testId="devices-dialog">
      <ul className={css.list}>
        {(Object.keys(names) as DeviceName[]).map((name) => {
          const state: DeviceState | undefined = states?.[name];
          if (state === undefined) return null;
          const test = tests[name];
          return (
            <li key={name} className={css.row} data-testid={`device-${name}`} data-state={state}>
              <span className={css.grow}>
                <strong>{names[name]}</strong>
                <span className={css.detail}>
                  {deviceStateWords(state)}
                  {name === 'scale' && kilograms !== null
                    ? ` · ${kilograms.replace('.', ',')}\u00a0kg`
                    : null}
                </span>
              </span>
              <span role="status" className={css.detail} data-testid={`tested-${name}`}>
                {test === undefined ? null : test === 'running' ? (
                  <Trans>Essai en cours</Trans>
                ) : test === 'unreachable' ? (
                  <Trans>Pas de réponse</Trans>
                ) : test.ok ? (
                  <Trans>Fonctionne</Trans>
                ) : (
                  deviceDetail(test.detail)
                )}
              </span>
              <Key onPress={() => void run(name)} disabled={test === 'running'} testId={`test-${name}`}>
                <Trans>Essayer</Trans>
              </Key>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}

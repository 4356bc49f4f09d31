/** Devices and their states, in words. */
import type { DeviceName, DeviceState } from '@comptoir/edge-agent/api';
import { t } from '@lingui/core/macro';

export const deviceNames = (): Readonly<Record<DeviceName, string>> => ({
  printer: t`Imprimante de reçus`,
  drawer: t`Tiroir-caisse`,
  paymentTerminal: t`Terminal de paiement`,
  scanner: t`Lecteur de codes`,
  scale: t`Balance`,
  customerDisplay: t`Afficheur client`,
  labelPrinter: t`Imprimante d’étiquettes`,
});

export function deviceStateWords(state: DeviceState): string {
  switch (state) {
    case 'ready':
      return t`Prêt`;
    case 'untold':
      return t`Branché, ne dit pas son état`;
    case 'busy':
      return t`Occupé`;
    case 'absent':
      return t`Débranché`;
    case 'out-of-paper':
      return t`Sans papier`;
    case 'cover-open':
      return t`Ouvert`;
    case 'silent':
      return t`Ne répond pas`;
    case 'left-open':
      return t`Laissé ouvert`;
    case 'fault':
      return t`En panne`;
  }
}

/** The agent's stable words for a test that did not pass. Source: store-edge/agent/src/devices/api.ts, deviceTested. */
export function deviceDetail(detail: string): string {
  switch (detail) {
    case 'paper-out':
    case 'out-of-paper':
      return deviceStateWords('out-of-paper');
    case 'cover-open':
    case 'head-open':
      return deviceStateWords('cover-open');
    case 'unreachable':
    case 'absent':
      return deviceStateWords('absent');
    case 'silent':
    case 'no-confirmation':
    case 'aborted':
      return deviceStateWords('silent');
    default:
      return deviceStateWords('fault');
  }
}

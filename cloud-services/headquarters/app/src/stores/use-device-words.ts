import type { DeviceName, DeviceState, EdgeHealth } from '@comptoir/sales/api';
import { useLingui } from '@lingui/react/macro';

/** What somebody has to see to, of the devices of a store. */
export function useDeviceWords() {
  const { t } = useLingui();
  const names: Readonly<Record<DeviceName, string>> = {
    printer: t`Imprimante de reçus`,
    drawer: t`Tiroir-caisse`,
    paymentTerminal: t`Terminal de paiement`,
    scanner: t`Lecteur de codes`,
    scale: t`Balance`,
    customerDisplay: t`Afficheur client`,
    labelPrinter: t`Imprimante d’étiquettes`,
  };
  const states: Readonly<Record<Exclude<DeviceState, 'ready' | 'busy' | 'untold'>, string>> = {
    absent: t`débranché`,
    'out-of-paper': t`sans papier`,
    'cover-open': t`ouvert`,
    silent: t`ne répond pas`,
    fault: t`en panne`,
    'left-open': t`laissé ouvert`,
  };
  // A store's server may be newer than this page.
  const word = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? key;
  return {
    /** @returns one entry for each device that is not well. */
    troubles: (devices: EdgeHealth['devices']): string[] =>
      (devices ?? [])
        .filter(({ isWell }) => !isWell)
        .map(({ name, state }) => t`${word(names, name)} : ${word(states, state)}`),
  };
}

import {
  composeReceipt,
  createHidScanner,
  createNexoTerminal,
  createReceiptPrinter,
  createTcpScanner,
  printerProfiles,
  serviceIdFor,
} from '@comptoir/hardware-drivers';
import type { Config } from '../config.ts';
import type { DeviceSet } from './device-set.ts';

/** The drivers for what the configuration names. None of them needs its device to be there now. */
export function openDevices(
  config: Pick<Config, 'printer' | 'paymentTerminal' | 'scanner' | 'devicesRegister'>,
): DeviceSet {
  const profile = printerProfiles['epson-80mm'];
  const { url, poiId } = config.paymentTerminal;
  return {
    printer: createReceiptPrinter({ address: config.printer, profile }),
    compose: (document) => composeReceipt(document, profile),
    paymentTerminal: createNexoTerminal({ url, poiId, saleId: `R${config.devicesRegister}` }),
    paymentTerminalName: poiId,
    serviceIdFor,
    scanner: config.scanner === 'hid' ? createHidScanner() : createTcpScanner({ address: config.scanner }),
  };
}

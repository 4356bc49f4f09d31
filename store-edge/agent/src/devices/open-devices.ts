import {
  composeReceipt,
  createHidScale,
  createHidScanner,
  createNexoTerminal,
  createReceiptPrinter,
  createSerialScanner,
  createTcpScanner,
  createToledoScale,
  printerProfiles,
  type Scale,
  type Scanner,
  serviceIdFor,
} from '@comptoir/hardware-drivers';
import type { Config } from '../config.ts';
import type { DeviceSet } from './device-set.ts';

/** The drivers for what the configuration names. None of them needs its device to be there now. */
export function openDevices(
  config: Pick<Config, 'printer' | 'paymentTerminal' | 'scanner' | 'scale' | 'devicesRegister'>,
): DeviceSet {
  const profile = printerProfiles['epson-80mm'];
  const { url, poiId } = config.paymentTerminal;
  return {
    printer: createReceiptPrinter({ address: config.printer, profile }),
    compose: (document) => composeReceipt(document, profile),
    paymentTerminal: createNexoTerminal({ url, poiId, saleId: `R${config.devicesRegister}` }),
    paymentTerminalName: poiId,
    serviceIdFor,
    scanner: openScanner(config.scanner),
    scale: config.scale === undefined ? null : openScale(config.scale),
  };
}

function openScanner(address: string): Scanner {
  if (address === 'hid') return createHidScanner();
  return address.startsWith('serial:') ? createSerialScanner({ address }) : createTcpScanner({ address });
}

const openScale = (address: string): Scale =>
  address === 'hid' ? createHidScale() : createToledoScale({ address });

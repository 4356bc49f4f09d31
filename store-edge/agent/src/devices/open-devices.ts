import { readFileSync } from 'node:fs';
import {
  composeReceipt,
  createCaisseApTerminal,
  createHidScale,
  createHidScanner,
  createLabelPrinter,
  createLineDisplay,
  createNexoTerminal,
  createReceiptPrinter,
  createSerialScanner,
  createTcpScanner,
  createToledoScale,
  type PaymentTerminal,
  printerProfiles,
  type Scale,
  type Scanner,
  serviceIdFor,
} from '@comptoir/hardware-drivers';
import type { Config } from '../config.ts';
import type { DeviceSet } from './device-set.ts';

/** The drivers for what the configuration names. None of them needs its device to be there now. */
export function openDevices(
  config: Partial<Pick<Config, 'scale' | 'customerDisplay' | 'labelPrinter'>> &
    Pick<Config, 'printer' | 'paymentTerminal' | 'scanner' | 'devicesRegister'>,
): DeviceSet {
  const profile = printerProfiles['epson-80mm'];
  return {
    printer: createReceiptPrinter({ address: config.printer, profile }),
    compose: (document) => composeReceipt(document, profile),
    paymentTerminal: openPaymentTerminal(config),
    paymentTerminalName: config.paymentTerminal.poiId,
    serviceIdFor,
    scanner: openScanner(config.scanner),
    scale: config.scale === undefined ? null : openScale(config.scale),
    lineDisplay:
      config.customerDisplay === undefined ? null : createLineDisplay({ address: config.customerDisplay }),
    labelPrinter:
      config.labelPrinter === undefined ? null : createLabelPrinter({ address: config.labelPrinter }),
  };
}

function openPaymentTerminal({
  paymentTerminal: { url, poiId, caFile, secret },
  devicesRegister,
}: Pick<Config, 'paymentTerminal' | 'devicesRegister'>): PaymentTerminal {
  return url.startsWith('caisse-ap:')
    ? createCaisseApTerminal({ address: url, registerNumber: devicesRegister })
    : createNexoTerminal({
        ...{ url, poiId, secret },
        saleId: `R${devicesRegister}`,
        ca: caFile === undefined ? undefined : readFileSync(caFile, 'utf8'),
      });
}

function openScanner(address: string): Scanner {
  if (address === 'hid') return createHidScanner();
  return address.startsWith('serial:') ? createSerialScanner({ address }) : createTcpScanner({ address });
}

const openScale = (address: string): Scale =>
  address === 'hid' ? createHidScale() : createToledoScale({ address });

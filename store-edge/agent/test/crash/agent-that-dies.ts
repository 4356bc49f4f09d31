/** The agent in a process of its own, which kills itself at a named step when told: no clean-up, no flush, as a power cut would. */
import pino from 'pino';
import { startAgent } from '../../src/agent.ts';
import { openDevices } from '../../src/devices/open-devices.ts';
import { cloudPublicKey, cutOff, enrolment, isOurs, sign } from '../support/offline.ts';

const { DATA_DIR: dataDir = '', TPE = '', PRINTER = '', DIE_AT = '', DIE_AFTER = '1' } = process.env;
let left = Number(DIE_AFTER);

const agent = await startAgent({
  dataDir,
  port: 0,
  devicesRegister: '1',
  devices: openDevices({
    printer: `tcp://${PRINTER}`,
    paymentTerminal: { url: `http://${TPE}/nexo`, poiId: 'SIM-0001' },
    scanner: 'tcp://127.0.0.1:9',
    devicesRegister: '1',
  }),
  enrolment,
  receiptsUrl: 'https://api.comptoir.example/',
  startSync: cutOff,
  cloudPublicKey,
  sign,
  isOurs,
  log: pino({ level: 'silent' }),
  fatal: () => process.exit(1),
  askDelayMs: { first: 20, most: 50 },
  step: (name) => {
    if (name !== DIE_AT) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
process.stdout.write(`${agent.port}\n`);

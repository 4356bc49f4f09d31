/**
 * O1: Order is killed (SIGKILL) at each step of a checkout in turn and started again on the same database; a gift card pays a part, a bank
 * card the rest. `--kills N`, 200 by default, 2 seconds each. Fault model and judgement are those of the tests, which go round once.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  checkoutSteps,
  confirmed,
  killedCheckout,
  spentOnce,
} from '../cloud-services/order/test/crash/killed-checkout.ts';
import { openMortal } from '../cloud-services/order/test/crash/mortal.ts';
import { openGiftDesk } from '../cloud-services/order/test/support/gift-desk.ts';
import { print } from './support/figures.ts';
import { openGround } from './support/own-ground.ts';

const at = process.argv.indexOf('--kills');
const kills = at > 0 ? Number(process.argv[at + 1]) : 200;

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'checkout-kills-'));
const { databaseUrl, redisUrl, close } = await openGround(folder, false);
try {
  const ground = { postgresUrl: databaseUrl, redisUrl };
  const desk = await openGiftDesk(ground);
  const order = await openMortal(desk, ground);
  let [stuck, charges] = [0, 0];
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const step = checkoutSteps[kill % checkoutSteps.length] ?? 'opened';
      const { end, overMinor, gift } = await killedCheckout(order, desk, step);
      const isStuck = !isDeepStrictEqual(end, confirmed);
      const isChargedWrong = overMinor !== 0 || !isDeepStrictEqual(gift, spentOnce);
      if (isStuck) stuck += 1;
      if (isChargedWrong) charges += 1;
      if (isStuck || isChargedWrong) console.error(`${kill}, at "${step}":`, { end, overMinor, gift });
    }
  } finally {
    await order.close();
    await desk.close();
  }
  print({
    name: `${kills} checkouts killed at each of ${checkoutSteps.length} steps: stuck or not as they must be; charged wrong or twice`,
    ours: `${stuck}; ${charges}`,
    peer: '',
    ratio: 0,
    goal: '0; 0',
    met: stuck + charges === 0,
  });
} finally {
  await close();
  await rm(folder, { recursive: true, force: true });
}

/**
 * A disk that is full, in earnest: the store's files on a small file system of their own. Only who may mount one can run this; elsewhere
 * it is skipped. Source: docs/reliability.md, Edge disk.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { saleOf } from '../support/sale.ts';
import { openShop } from '../support/shop.ts';
import { readBooks } from './books.ts';
import { bundleAgent, mortalShop } from './mortal-shop.ts';

const NOBODY = '127.0.0.1:9';
const disk = mkdtempSync(join(tmpdir(), 'edge-full-'));
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk]).status === 0;
/** Room for some sales, and no more. */
const leftBytes = 400_000;
const salesMax = 400;

afterAll(() => {
  if (isMounted) spawnSync('umount', ['--lazy', disk]);
  rmSync(disk, { recursive: true, force: true });
});

function fillDisk(): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'ballast'), Buffer.alloc(bavail * bsize - leftBytes));
}

test.skipIf(!isMounted)(
  'E13: on a full disk no sale is begun, one that is paid is refused whole, and nothing of before is lost; with room again it is taken once (skipped where no small disk may be mounted)',
  async () => {
    const prepared = await openShop();
    let till = await prepared.till('1');
    await till.logIn();
    const { shiftId } = await till.openShift();
    await prepared.agent.stop();
    cpSync(prepared.dataDir, disk, { recursive: true });
    await prepared.close();
    const bundle = await bundleAgent();
    const shop = mortalShop({ bundle, dataDir: disk, tpe: NOBODY, printer: NOBODY });
    try {
      till = till.movedTo(await shop.start());
      fillDisk();
      const { basket } = saleOf({ shiftId });
      expect(await till.call('POST', '/baskets/check', { basket })).toMatchObject({
        status: 507,
        body: { type: '/problems/disk-full' },
      });

      const paid: string[] = [];
      let refused = saleOf({ shiftId });
      for (;;) {
        const { status } = await till.call('POST', '/sales', refused);
        if (status === 507) break;
        expect(status).toBe(201);
        paid.push(refused.saleId);
        expect(paid.length).toBeLessThan(salesMax);
        refused = saleOf({ shiftId });
      }
      expect(paid.length).toBeGreaterThan(0);
      expect(readBooks(disk).saleIds).toEqual(paid);

      await shop.kill();
      rmSync(join(disk, 'ballast'));
      till = till.movedTo(await shop.start());
      expect((await till.call('POST', '/sales', refused)).status).toBe(201);
      expect((await till.call('POST', '/sales', refused)).status).toBe(200);
      expect(readBooks(disk)).toMatchObject({
        saleIds: [...paid, refused.saleId],
        shiftSales: paid.length + 1,
      });
    } finally {
      await shop.kill();
      rmSync(bundle, { force: true });
    }
  },
  90_000,
);

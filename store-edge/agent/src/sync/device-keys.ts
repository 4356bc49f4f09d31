/**
 * The keys of this device: the one in force, in `device.key`, and while it is being changed the next one, in `device-next.key`. Made here,
 * never leave DATA_DIR. Each signs for the one after it (`device-successions.json`, nothing secret), so that a cloud that was restored
 * finds the way from an earlier key. A kill at any moment leaves one that the cloud takes. Source: docs/sync-protocol.md, Device keys.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { successionText } from '@comptoir/sync-protocol/records/device-keys';
import { type Succession, succession, successionsMax } from '@comptoir/sync-protocol/wire/calls';
import { z } from 'zod';
import { type DeviceKey, makeDeviceKey, readDeviceKey, verifierOf } from './device-key.ts';
import { moveDurably, readIfThere, writeSecret } from './secret-file.ts';

export class DeviceKeys {
  readonly #paths: Readonly<{ key: string; next: string; successions: string }>;
  #inForce: DeviceKey;
  #next: DeviceKey | undefined;
  #successions: readonly Succession[];

  /** Reads the keys, or makes the first. */
  constructor(dataDir: string) {
    this.#paths = {
      key: join(dataDir, 'device.key'),
      next: join(dataDir, 'device-next.key'),
      successions: join(dataDir, 'device-successions.json'),
    };
    this.#inForce = readDeviceKey(this.#paths.key) ?? makeDeviceKey(this.#paths.key);
    this.#next = readDeviceKey(this.#paths.next);
    this.#successions = z.array(succession).parse(JSON.parse(readIfThere(this.#paths.successions) ?? '[]'));
  }

  /** What heads are signed with. */
  get inForce(): DeviceKey {
    return this.#inForce;
  }

  /** Which the cloud may know as ours, the likeliest first: the next one is in force there once a session was begun with it. */
  get candidates(): readonly DeviceKey[] {
    return this.#next ? [this.#next, this.#inForce] : [this.#inForce];
  }

  get successions(): readonly Succession[] {
    return this.#successions;
  }

  /** Signed by one of our keys, those of before included as far as their successions tell of them. */
  isOurs(text: string, signature: string): boolean {
    const own = [...this.candidates, ...this.#successions].map(({ publicKey }) => publicKey);
    return own.some((publicKey) => verifierOf(publicKey)(text, signature));
  }

  /** A new device: what was before is nobody's any more. */
  startAnew(): void {
    for (const path of [this.#paths.next, this.#paths.successions]) rmSync(path, { force: true });
    this.#inForce = makeDeviceKey(this.#paths.key);
    this.#next = undefined;
    this.#successions = [];
  }

  /** Makes the next key, unless there is one that the cloud has not taken yet. */
  rotate(edgeId: string): void {
    this.#next ??= makeDeviceKey(this.#paths.next);
    const { publicKey } = this.#next;
    if (this.#successions.at(-1)?.publicKey === publicKey) return;
    const signature = this.#inForce.sign(successionText(edgeId, publicKey));
    this.#successions = [...this.#successions, { publicKey, signature }].slice(-successionsMax);
    writeSecret(this.#paths.successions, `${JSON.stringify(this.#successions)}\n`);
  }

  /** The cloud has begun a session with this key. @returns whether it is another than before. */
  accepted(key: DeviceKey): boolean {
    if (key !== this.#next) return false;
    moveDurably(this.#paths.next, this.#paths.key);
    this.#inForce = key;
    this.#next = undefined;
    return true;
  }
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  base64,
  compareVersions,
  ed25519PublicKey,
  ed25519Sign,
  isTooOld,
  readManifest,
  releaseManifest,
  releaseText,
  utf8,
  versionText,
} from '../src/index.ts';

const part = fc.nat(30);
const version = fc.tuple(part, part, part).map((parts) => parts.join('.'));

describe('E18: versions', () => {
  test('are ordered by their numbers, not by their letters', () => {
    const sorted = ['0.10.0', '0.2.0', '1.0.0', '0.2.11', '0.2.2'].sort(compareVersions);
    expect(sorted).toEqual(['0.2.0', '0.2.2', '0.2.11', '0.10.0', '1.0.0']);
    expect(
      ['1.0', '01.0.0', '1.0.0-rc', '1.0.0 '].map((text) => versionText.safeParse(text).success),
    ).toEqual([false, false, false, false]);
  });

  test('any two are ordered one way', () =>
    fc.assert(
      fc.property(version, version, (left, right) => {
        const [there, back] = [compareVersions(left, right), compareVersions(right, left)];
        expect(Math.sign(there) + Math.sign(back)).toBe(0);
        expect(there === 0).toBe(left === right);
      }),
    ));

  test('the newest line and the two before it are taken, however many patches they have', () => {
    const released = ['0.1.0', '0.2.0', '0.2.1', '0.2.2', '0.3.0', '0.4.0'];
    expect(
      ['0.1.9', '0.2.0', '0.3.0', '0.4.7', '0.5.0'].map((running) => isTooOld(running, released)),
    ).toEqual([true, false, false, false, false]);
    expect(isTooOld('0.0.1', [])).toBe(false);
  });
});

describe('E18: a manifest', () => {
  const secretKey = new Uint8Array(32).fill(7);
  const key = base64(ed25519PublicKey(secretKey));
  const file = { path: 'agent/main.mjs', bytes: 12, sha256: 'a'.repeat(64) };
  const manifest = JSON.stringify({ format: 1, version: '0.2.0', platform: 'linux-x64-115', files: [file] });
  const signed = (text: string) => base64(ed25519Sign(utf8(releaseText(text)), secretKey));

  test('counts when a known key has signed its very text', () => {
    const given = { manifest, signature: signed(manifest) };
    expect(readManifest(given, ['', key])).toMatchObject({ ok: true, manifest: { version: '0.2.0' } });
    expect(readManifest({ ...given, manifest: `${manifest} ` }, [key])).toMatchObject({
      why: 'bad-signature',
    });
    expect(readManifest(given, [])).toMatchObject({ why: 'bad-signature' });
    const later = manifest.replace('"format":1', '"format":2');
    expect(readManifest({ manifest: later, signature: signed(later) }, [key])).toMatchObject({
      why: 'unreadable',
    });
  });

  test.each(['../agent', '/etc/passwd', 'a//b', 'a/../b', '.profile', 'a\\b', 'a/'])(
    'never leads out of its folder: %s',
    (path) => {
      const wrong = { format: 1, version: '0.2.0', platform: 'x', files: [{ ...file, path }] };
      expect(releaseManifest.safeParse(wrong).success).toBe(false);
    },
  );

  test('names no path twice', () => {
    const twice = { format: 1, version: '0.2.0', platform: 'x', files: [file, file] };
    expect(releaseManifest.safeParse(twice).success).toBe(false);
  });
});

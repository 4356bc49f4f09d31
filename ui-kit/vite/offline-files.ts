/**
 * For an app that opens without its server: its service worker is told every file of this build by name, and which build it is.
 * In its source stand the comments that these values take the place of: files, and build where it wants it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** @param worker path of its source; it is handed out as `sw.js`, beside the page. */
export function offlineFiles(worker: string): Plugin {
  return {
    name: 'comptoir:offline-files',
    enforce: 'post',
    generateBundle: {
      // After the page itself has been written.
      order: 'post',
      handler(_options, bundle) {
        const source = readFileSync(worker, 'utf8');
        const digest = createHash('sha256').update(source);
        for (const name of Object.keys(bundle).sort()) {
          const file = bundle[name];
          if (file) digest.update(`${name}\0`).update(file.type === 'chunk' ? file.code : file.source);
        }
        const assets = Object.keys(bundle).filter((file) => file.startsWith('assets/'));
        const files = JSON.stringify(['./', './icon.svg', ...assets].sort());
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: source
            .replace('/* files */ []', files)
            .replace("/* build */ ''", JSON.stringify(digest.digest('hex').slice(0, 16))),
        });
      },
    },
  };
}

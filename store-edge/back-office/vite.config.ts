import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { linguiMacros } from '../../ui-kit/vite/lingui-macros.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A tablet is opened in an aisle without a network too: the service worker knows every file of this build by name. */
function offlineFiles(): Plugin {
  return {
    name: 'comptoir:offline-files',
    generateBundle(_options, bundle) {
      const files = ['./', './icon.svg', ...Object.keys(bundle).filter((file) => file.startsWith('assets/'))];
      const worker = readFileSync(here('service-worker/sw.js'), 'utf8');
      const source = worker.replace('/* files */ []', JSON.stringify(files.sort()));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}

export default defineConfig({
  root: here('.'),
  // The agent serves it there.
  base: '/back-office/',
  plugins: [
    linguiMacros(),
    lingui({ configPath: here('lingui.config.ts'), failOnMissing: true, failOnCompileError: true }),
    react(),
    offlineFiles(),
  ],
  // PouchDB wants Node's events; the trailing slash names the package of that name.
  resolve: { alias: [{ find: /^events$/, replacement: 'events/' }] },
  build: { target: 'es2023', outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0 },
});

import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { linguiMacros } from '../../ui-kit/vite/lingui-macros.ts';
import { offlineFiles } from '../../ui-kit/vite/offline-files.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  // The agent serves it there.
  base: '/back-office/',
  plugins: [
    linguiMacros(),
    lingui({ configPath: here('lingui.config.ts'), failOnMissing: true, failOnCompileError: true }),
    react(),
    // A tablet is opened in an aisle without a network too.
    offlineFiles(here('service-worker/sw.js')),
  ],
  // PouchDB wants Node's events; the trailing slash names the package of that name.
  resolve: { alias: [{ find: /^events$/, replacement: 'events/' }] },
  build: { target: 'es2023', outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0 },
});

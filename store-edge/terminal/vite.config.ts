import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { linguiMacros } from '../../ui-kit/vite/lingui-macros.ts';
import { offlineFiles } from '../../ui-kit/vite/offline-files.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [
    linguiMacros(),
    // Named, so that the build does not depend on the folder it is started from.
    lingui({ configPath: here('lingui.config.ts'), failOnMissing: true, failOnCompileError: true }),
    react(),
    offlineFiles(here('service-worker/sw.js')),
  ],
  // RxDB's storage and the till's own database share one Dexie, which refuses to be loaded twice.
  resolve: { dedupe: ['dexie'] },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // Pictures and fonts stay files of their own: the till's script is the budget that counts.
    assetsInlineLimit: 0,
  },
});

import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { linguiMacros } from '../../../ui-kit/vite/lingui-macros.ts';

/** Where the two halves go; tests build into a folder of their own. */
const out = process.env.SHOP_OUT ?? 'dist';

/** One `vite build` makes both halves: `dist/client` for browsers, `dist/server` for the shop's server. */
export default defineConfig({
  // Chunks find one another from where the first was loaded: the address is a setting of the server's.
  base: './',
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [linguiMacros(), lingui({ failOnMissing: true, failOnCompileError: true }), react()],
  builder: {},
  environments: {
    client: {
      build: {
        target: 'es2023',
        outDir: `${out}/client`,
        emptyOutDir: true,
        manifest: true,
        assetsInlineLimit: 0,
        // One style sheet: a page that is rendered on the server has its styles before its script.
        cssCodeSplit: false,
        rollupOptions: { input: fileURLToPath(new URL('src/main.tsx', import.meta.url)) },
      },
    },
    ssr: {
      // Everything inside, as it is for production: the server starts without looking for packages.
      resolve: { noExternal: true },
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        target: 'node20',
        outDir: `${out}/server`,
        emptyOutDir: true,
        ssr: true,
        rollupOptions: {
          input: fileURLToPath(new URL('src/server.tsx', import.meta.url)),
          output: { entryFileNames: 'server.js' },
        },
      },
    },
  },
});

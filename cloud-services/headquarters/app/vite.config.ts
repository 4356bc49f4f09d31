import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { linguiMacros } from '../../../ui-kit/vite/lingui-macros.ts';

/** Most read French, whose words would else be asked for once the scripts are here. */
const frenchWords: Plugin = {
  name: 'comptoir:french-words',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle = {} }) {
      const words = Object.keys(bundle).filter((file) => /\/fr-CA-[^/]+\.js$/.test(file));
      return words.map((file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
      }));
    },
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [linguiMacros(), lingui({ failOnMissing: true, failOnCompileError: true }), react(), frenchWords],
  build: { target: 'es2023', outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0 },
});

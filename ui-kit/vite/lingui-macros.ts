/**
 * Runs Lingui's macros over the files that import them, and over nothing else: Vite strips types and JSX by itself, so
 * Babel is kept out of the rest of the build.
 */
import { transformAsync } from '@babel/core';
import type { Plugin } from 'vite';

const importsMacro = /from\s+['"]@lingui\/(?:core|react)\/macro['"]/;

export function linguiMacros(): Plugin {
  return {
    name: 'comptoir:lingui-macros',
    enforce: 'pre',
    async transform(code, id) {
      const file = id.split('?')[0] ?? id;
      if (!/\.tsx?$/.test(file) || file.includes('/node_modules/') || !importsMacro.test(code)) return null;
      const done = await transformAsync(code, {
        filename: file,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ['typescript', 'jsx'] },
        plugins: ['@lingui/babel-plugin-lingui-macro'],
      });
      return done?.code == null ? null : { code: done.code, map: done.map ?? null };
    },
  };
}

import { defineConfig } from '@lingui/cli';

export default defineConfig({
  sourceLocale: 'fr-CA',
  locales: ['fr-CA', 'en-CA'],
  catalogs: ['app', 'api-docs'].map((folder) => ({
    path: `<rootDir>/${folder}/src/i18n/{locale}`,
    include: [`<rootDir>/${folder}/src`],
  })),
  orderBy: 'messageId',
});

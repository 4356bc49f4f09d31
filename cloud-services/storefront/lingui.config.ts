import { defineConfig } from '@lingui/cli';

export default defineConfig({
  sourceLocale: 'fr-CA',
  locales: ['fr-CA', 'en-CA'],
  catalogs: [{ path: '<rootDir>/app/src/i18n/{locale}', include: ['<rootDir>/app/src'] }],
  orderBy: 'messageId',
});

import { defineConfig } from '@lingui/cli';

export default defineConfig({
  sourceLocale: 'fr-CA',
  locales: ['fr-CA', 'en-CA'],
  catalogs: [{ path: '<rootDir>/src/i18n/{locale}', include: ['<rootDir>/src'] }],
  orderBy: 'messageId',
});

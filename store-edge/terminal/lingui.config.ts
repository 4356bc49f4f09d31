import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  sourceLocale: 'fr-CA',
  locales: ['fr-CA', 'en-CA'],
  catalogs: [{ path: '<rootDir>/src/i18n/{locale}', include: ['<rootDir>/src'] }],
  orderBy: 'messageId',
  // A line that moves is no change of a text.
  format: formatter({ lineNumbers: false }),
});

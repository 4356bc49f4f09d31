/** French first, English complete; both are here at once, since a till changes language between two customers. */

import type { Locale } from '@comptoir/ui-kit';
import { noBreakAll } from '@comptoir/ui-kit/format/no-break';
import { i18n } from '@lingui/core';
import { messages as english } from './en-CA.po';
import { messages as french } from './fr-CA.po';

i18n.load({ 'fr-CA': noBreakAll(french), 'en-CA': english });

export function activate(locale: Locale): void {
  i18n.activate(locale);
  document.documentElement.lang = locale;
}

export { i18n };

import type { I18n } from '@lingui/core';
import type { ReactNode } from 'react';
import { localeOf, Speaking } from './i18n/language.tsx';
import { AssetBase } from './parts/asset-base.ts';
import type { Language } from './shared/paths.ts';

/** The whole document: the server adds styles, script and data to its text, which hydration passes over. */
export function ShopDocument(props: {
  language: Language;
  i18n: I18n;
  /** Where pictures are loaded from; empty: here. */
  assetBase: string;
  /** Of the shop's home. */
  timeZone: string;
  children: ReactNode;
}) {
  const { language, i18n, assetBase, timeZone, children } = props;
  return (
    <html lang={localeOf(language)} data-density="boutique" data-assets={assetBase} data-time-zone={timeZone}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <link rel="manifest" href={language === 'fr' ? '/fr.webmanifest' : '/en.webmanifest'} />
        <meta name="theme-color" content="#0b5a8a" />
      </head>
      <body>
        <Speaking language={language} timeZone={timeZone} i18n={i18n}>
          <AssetBase value={assetBase}>{children}</AssetBase>
        </Speaking>
      </body>
    </html>
  );
}

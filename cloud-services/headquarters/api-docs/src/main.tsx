import '@comptoir/ui-kit/fonts.css';
import '@comptoir/ui-kit/tokens.css';
import './api-docs.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startLanguage } from './i18n/language.ts';

const root = document.getElementById('app');
if (!root) throw new Error('the page has no #app');

startLanguage();
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <App />
    </I18nProvider>
  </StrictMode>,
);

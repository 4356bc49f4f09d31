import '@comptoir/ui-kit/fonts.css';
import '@comptoir/ui-kit/tokens.css';
import './app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { TracesAddress } from './frame/traces-link.tsx';
import { startLanguage } from './i18n/language.ts';

const root = document.getElementById('app');
if (!root) throw new Error('the page has no #app');

const config: { gatewayUrl: string; tracesUrl?: string } = await (await fetch('/config.json')).json();
startLanguage();
createRoot(root).render(
  <StrictMode>
    <TracesAddress value={config.tracesUrl}>
      <App gatewayUrl={config.gatewayUrl} />
    </TracesAddress>
  </StrictMode>,
);

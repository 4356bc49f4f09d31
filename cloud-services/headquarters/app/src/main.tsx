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

// A page of a release that is no longer handed out: the new one is taken, as typing the address again would. One that has only
// just come is the new one: it is not asked for again and again.
const newMs = 10_000;
window.addEventListener('vite:preloadError', () => {
  if (performance.now() > newMs) window.location.reload();
});

type Config = { gatewayUrl: string; tracesUrl?: string };
const [config] = await Promise.all([
  fetch('/config.json').then((answer): Promise<Config> => answer.json()),
  startLanguage(),
]);
createRoot(root).render(
  <StrictMode>
    <TracesAddress value={config.tracesUrl}>
      <App gatewayUrl={config.gatewayUrl} />
    </TracesAddress>
  </StrictMode>,
);

import '@comptoir/pricing/no-eval';
import '@comptoir/ui-kit/fonts.css';
import '@comptoir/ui-kit/tokens.css';
import './back-office.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { keepFilled } from './catalogue/fill.ts';
import { openLocal } from './counting/local.ts';
import { keepInStep } from './counting/sync.ts';
import { watchReach } from './edge/presence.ts';
import { startLanguage } from './i18n/language.ts';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
startLanguage();
await openLocal();
watchReach();
keepInStep();
keepFilled();
createRoot(root).render(<App />);
// Counts outlive a browser that needs room; it may refuse, and replication keeps them safe as soon as there is a network.
void navigator.storage?.persist?.();
if (import.meta.env.PROD) void navigator.serviceWorker?.register('/back-office/sw.js');

import '@comptoir/pricing/no-eval';
import '@comptoir/ui-kit/fonts.css';
import '@comptoir/ui-kit/tokens.css';
import './till.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { hear } from './till/hear.ts';
import { start } from './till/start.ts';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
hear();
createRoot(root).render(<App />);
void start();

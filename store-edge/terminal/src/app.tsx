import { I18nProvider } from '@lingui/react';
import { i18n } from './i18n/i18n.ts';
import { Dialogs } from './screens/dialogs/dialogs.tsx';
import { Lock } from './screens/lock/lock.tsx';
import { Pairing } from './screens/pairing/pairing.tsx';
import { Sale } from './screens/sale/sale.tsx';
import { OpenShift } from './screens/shift/open-shift.tsx';
import { Sentence } from './screens/starting/sentence.tsx';
import { Strip } from './screens/strip.tsx';
import { useTill } from './till/store.ts';

/** The till has no addresses: where one is follows from what is so (paired, logged in, shift open). */
export function App() {
  const stage = useTill((state) => state.stage);
  // A change of language is a change of everything that has words.
  useTill((state) => state.locale);
  const isTraining = useTill((state) => state.training !== null);
  const spoken = useTill((state) => state.spoken);
  return (
    <I18nProvider i18n={i18n}>
      <Strip />
      {stage === 'ready' ? <Till /> : stage === 'unpaired' ? <Pairing /> : <Sentence stage={stage} />}
      <Dialogs />
      {isTraining ? <div className="training" aria-hidden="true" /> : null}
      <p className="unseen" role="status" aria-live="polite" data-testid="spoken">
        {spoken}
      </p>
    </I18nProvider>
  );
}

function Till() {
  const session = useTill((state) => state.session);
  const shift = useTill((state) => state.shift);
  if (session === null) return <Lock />;
  if (shift === null) return <OpenShift />;
  return <Sale />;
}

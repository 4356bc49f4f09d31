import type { NewCustomerAnswer } from '@comptoir/edge-agent/api';
import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { newId } from '../../sale/ids.ts';
import { attach, type NewCustomerProblem, openCustomer, writeDown } from '../../till/customers.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

const blank = { firstName: '', lastName: '', email: '', phone: '', language: 'fr', marketingEmail: false };
type Form = Omit<typeof blank, 'language'> & { language: 'fr' | 'en' };
type Field = 'firstName' | 'lastName' | 'email' | 'phone';

/** Who has no card yet: four fields, two questions, and the sale is theirs. Cut off, too. */
export function NewCustomer() {
  const { t } = useLingui();
  // Of this sheet: pressed twice, or again after silence, it is one customer.
  const [customerId] = useState(newId);
  const [form, setForm] = useState<Form>({ ...blank, language: 'fr' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<NewCustomerProblem | null>(null);
  const [answer, setAnswer] = useState<NewCustomerAnswer | null>(null);
  const problemWords = useProblemWords(problem);
  const set = (told: Partial<Form>) => setForm((present) => ({ ...present, ...told }));
  const save = async () => {
    if (busy) return;
    setBusy(true);
    const told = await writeDown(customerId, form);
    setBusy(false);
    if (told.is === 'problem') setProblem(told.problem);
    else if (told.answer.outcome === 'matched' || told.answer.alike.length > 0) setAnswer(told.answer);
    else attach(told.answer.customer);
  };
  if (answer) return <WhoItIs answer={answer} />;
  const fields: readonly (readonly [Field, string, string])[] = [
    ['firstName', t`Prénom`, 'text'],
    ['lastName', t`Nom`, 'text'],
    ['email', t`Courriel`, 'email'],
    ['phone', t`Téléphone, facultatif`, 'tel'],
  ];
  return (
    <Sheet title={t`Nouveau client`} wide testId="new-customer-dialog">
      <form
        className={css.form}
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className={css.twoColumns}>
          {fields.map(([name, label, type]) => (
            <label key={name} className={css.field}>
              {label}
              <input
                type={type}
                value={form[name]}
                maxLength={name === 'email' ? 254 : 80}
                aria-invalid={problem === name}
                onChange={({ target }) => set({ [name]: target.value })}
                data-testid={`new-${name}`}
              />
            </label>
          ))}
        </div>
        <fieldset className={css.choice}>
          <legend>
            <Trans>Langue du client</Trans>
          </legend>
          {(['fr', 'en'] as const).map((one) => (
            <Key
              key={one}
              pressed={form.language === one}
              onPress={() => set({ language: one })}
              testId={`new-language-${one}`}
            >
              <span lang={one === 'fr' ? 'fr-CA' : 'en-CA'}>{one === 'fr' ? 'Français' : 'English'}</span>
            </Key>
          ))}
        </fieldset>
        <label className={css.check}>
          <input
            type="checkbox"
            checked={form.marketingEmail}
            onChange={({ target }) => set({ marketingEmail: target.checked })}
            data-testid="new-marketing"
          />
          <Trans>Veut recevoir nos offres par courriel. Demandez-le; sans réponse, laissez vide.</Trans>
        </label>
        <p className={css.problem} role="alert" data-testid="new-customer-problem">
          {problemWords}
        </p>
        <div className={css.actions}>
          <Key onPress={openCustomer} testId="new-customer-back">
            <Trans>Retour à la recherche</Trans>
          </Key>
          <Key
            tone="primary"
            onPress={() => void save()}
            disabled={busy}
            cap={t`Entrée`}
            testId="new-customer-save"
          >
            <Trans>Créer et rattacher</Trans>
          </Key>
        </div>
        {/* Enter in a field keeps what is written. */}
        <input type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
      </form>
    </Sheet>
  );
}

/** Head office knows somebody of this address, or of this telephone: said before the sale is theirs. */
function WhoItIs({ answer: { outcome, customer, alike } }: { answer: NewCustomerAnswer }) {
  const { t } = useLingui();
  const who = `${customer.initials} · •••• ${customer.cardNumber.slice(-4)}`;
  const others = alike
    .map(({ initials, cardNumber }) => `${initials} · •••• ${cardNumber.slice(-4)}`)
    .join(', ');
  return (
    <Sheet
      title={t`Nouveau client`}
      testId="who-it-is-dialog"
      onCommand={(command) => {
        if (command.do === 'enter') attach(customer);
        return command.do === 'enter';
      }}
    >
      <p className={css.words} data-testid="who-it-is">
        {outcome === 'matched' ? (
          <Trans>Ce courriel est déjà celui d’un client : {who}. La vente ira à sa fiche.</Trans>
        ) : (
          <Trans>La fiche est créée : {who}.</Trans>
        )}
      </p>
      {alike.length > 0 ? (
        <p className={css.words}>
          <Trans>Même téléphone : {others}. Si c’est la même personne, cherchez plutôt sa carte.</Trans>
        </p>
      ) : null}
      <div className={css.actions}>
        <Key onPress={openCustomer}>
          <Trans>Chercher une carte</Trans>
        </Key>
        <Key tone="primary" onPress={() => attach(customer)} cap={t`Entrée`} testId="attach-who-it-is">
          <Trans>Rattacher {who}</Trans>
        </Key>
      </div>
    </Sheet>
  );
}

function useProblemWords(problem: NewCustomerProblem | null): string | null {
  const { t } = useLingui();
  switch (problem) {
    case null:
      return null;
    case 'firstName':
    case 'lastName':
      return t`Écrivez le prénom et le nom.`;
    case 'email':
      return t`Ce courriel ne peut pas être lu. Vérifiez-le avec le client.`;
    case 'phone':
      return t`Ce téléphone ne peut pas être lu. Dix chiffres, ou + et l’indicatif du pays.`;
    case 'unreachable':
      return t`Serveur du magasin injoignable. Rien n’est créé. La vente peut continuer sans client.`;
    case 'refused':
      return t`Le serveur du magasin refuse. Rien n’est créé. La vente peut continuer sans client.`;
  }
}

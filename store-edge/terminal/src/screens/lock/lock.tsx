import { Keypad, type KeypadKey } from '@comptoir/ui-kit';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { countArticles } from '../../sale/quantity.ts';
import { useCommands } from '../../till/commands.ts';
import { login } from '../../till/session.ts';
import { store, useTill } from '../../till/store.ts';
import { useKeypadWords } from '../keypad-words.ts';
import { LanguageKey } from '../language-key.tsx';
import { StoreNotice } from '../store-notice.tsx';
import { useLocale } from '../use-locale.ts';
import { Clock } from './clock.tsx';
import css from './lock.module.css';

const pinMin = 4;
const pinMax = 8;

/** Who sells? No amount shows here; what waits and what works is in the strip above. */
export function Lock() {
  const locale = useLocale();
  const register = useTill((state) => state.register);
  const { busy, problem } = useTill((state) => state.login);
  const lines = useTill((state) => state.draft.lines);
  const staff = register?.staff ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const staffId = chosen ?? staff[0]?.id ?? null;
  const words = useKeypadWords();

  const type = (digits: string) => {
    if (problem !== null) store.set({ login: { busy, problem: null } });
    setPin((present) => (present + digits).slice(0, pinMax));
  };
  const submit = async () => {
    if (staffId === null || busy || pin.length < pinMin) return;
    const entered = pin;
    setPin('');
    await login(staffId, entered);
  };
  const choose = (id: string) => {
    setChosen(id);
    setPin('');
    store.set({ login: { busy: false, problem: null } });
  };
  const step = (by: 1 | -1) => {
    const at = staff.findIndex((member) => member.id === staffId);
    const next = staff[Math.min(staff.length - 1, Math.max(0, at + by))];
    if (next) choose(next.id);
  };
  useCommands((command) => {
    if (command.do === 'type' && /^\d$/.test(command.text)) type(command.text);
    else if (command.do === 'erase') setPin((present) => present.slice(0, -1));
    else if (command.do === 'enter') void submit();
    else if (command.do === 'up') step(-1);
    else if (command.do === 'down') step(1);
    else if (command.do === 'back') setPin('');
    else return false;
    return true;
  });
  const press = (key: KeypadKey) => {
    if (key === 'enter') void submit();
    else if (key === 'backspace') setPin((present) => present.slice(0, -1));
    else type(key);
  };
  const waiting = countArticles(lines.map((line) => line.quantity));

  return (
    <main className={css.page} data-testid="lock">
      <section className={css.who}>
        <Clock locale={locale} timeZone={register?.store.timeZone} />
        <h1 className={css.title}>
          <Trans>Qui est à la caisse?</Trans>
        </h1>
        <ul className={css.staff}>
          {staff.map((member) => (
            <li key={member.id}>
              <button
                type="button"
                className={css.member}
                aria-pressed={member.id === staffId}
                onClick={() => choose(member.id)}
                data-testid={`staff-${member.id}`}
              >
                <span className={css.initials} aria-hidden="true">
                  {initials(member.displayName)}
                </span>
                <span className={css.name}>{member.displayName}</span>
              </button>
            </li>
          ))}
        </ul>
        {staff.length === 0 ? (
          <p className={css.empty}>
            <Trans>Aucun caissier n’est encore arrivé du siège.</Trans>
          </p>
        ) : null}
        <div className={css.foot}>
          <LanguageKey />
          {waiting > 0 ? (
            <span className={css.waiting} data-testid="basket-waiting">
              {plural(waiting, { one: 'Panier gardé : # article', other: 'Panier gardé : # articles' })}
            </span>
          ) : null}
        </div>
        <StoreNotice />
      </section>
      <section className={css.pin} aria-label={t`NIP`}>
        <p className={css.pinLabel}>
          <Trans>NIP, ou badge lu</Trans>
        </p>
        <output className={css.dots} aria-label={t`${pin.length} chiffres tapés`} data-testid="pin-dots">
          {Array.from({ length: Math.max(pinMin, pin.length) }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: dots have no identity but their place.
            <span key={index} className={css.dot} data-filled={index < pin.length} />
          ))}
        </output>
        <p className={css.problem} role="alert" data-testid="login-problem">
          {problem === null ? null : problemWords(problem)}
        </p>
        <Keypad
          layout="pin"
          decimalMark=","
          words={words}
          onKey={press}
          enterTone="primary"
          disabled={busy}
        />
      </section>
    </main>
  );
}

function problemWords({ type, number }: { type: string; number: number | null }): string {
  if (type === 'wrong-pin') {
    if (number === null) return t`NIP incorrect. Retapez-le.`;
    return plural(number, {
      one: 'NIP incorrect. Il reste # essai.',
      other: 'NIP incorrect. Il reste # essais.',
    });
  }
  if (type === 'locked-out') {
    const minutes = Math.max(1, Math.ceil((number ?? 60) / 60));
    return t`Trop d’essais. Attendez ${minutes} min, ou voyez le gérant.`;
  }
  if (type === 'unknown-badge')
    return t`Ce badge n’ouvre pas la caisse. Tapez votre NIP, et demandez un badge à la gérance.`;
  if (type === 'badge-away') return t`Serveur du magasin injoignable : tapez votre NIP.`;
  if (type === 'not-known-here') {
    return t`Sans serveur, cette caisse ne vous connaît pas encore. Voyez un collègue.`;
  }
  if (type === 'storage-full') return t`Cette caisse n’a plus de place. Appelez le gérant.`;
  return t`La connexion a échoué (${type}). Voyez le gérant.`;
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');

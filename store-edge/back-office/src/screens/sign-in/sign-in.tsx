import type { PeopleAnswer, SignedIn } from '@comptoir/edge-agent/back-office/api';
import { Keypad, type KeypadKey } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ask, Refusal } from '../../edge/client.ts';
import { session } from '../../session/session.ts';
import { LanguageKey } from '../frame/language-key.tsx';
import css from './sign-in.module.css';

const pinMin = 4;
const pinMax = 8;

/** Who holds this tablet? */
export function SignIn() {
  const { t } = useLingui();
  const { data, isError } = useQuery({
    queryKey: ['people'],
    queryFn: () => ask<PeopleAnswer>('GET', '/people'),
    refetchInterval: 5_000,
  });
  const [staffId, setStaffId] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (staffId === null || pin.length < pinMin || isBusy) return;
    setBusy(true);
    try {
      session.begin(await ask<SignedIn>('POST', '/sessions', { staffId, pin }));
    } catch (error) {
      setProblem(error as Error);
      setPin('');
    } finally {
      setBusy(false);
    }
  };
  const type = (digits: string) => {
    setProblem(null);
    setPin((present) => (present + digits).replace(/\D/g, '').slice(0, pinMax));
  };
  const press = (key: KeypadKey) => {
    if (key === 'enter') void submit();
    else if (key === 'backspace') setPin((present) => present.slice(0, -1));
    else type(key);
  };
  return (
    <main className={css.page} data-testid="sign-in">
      <section className={css.who}>
        <header className={css.head}>
          <p className={css.store}>{data?.storeName}</p>
          <LanguageKey />
        </header>
        <h1>
          <Trans>Qui tient cette tablette?</Trans>
        </h1>
        {isError && !data ? (
          <p className={css.problem} role="alert">
            <Trans>Serveur du magasin injoignable. Rapprochez-vous du réseau du magasin.</Trans>
          </p>
        ) : null}
        <ul className={css.people}>
          {data?.people.map(({ id, displayName }) => (
            <li key={id}>
              <button
                type="button"
                className={css.person}
                aria-pressed={id === staffId}
                onClick={() => {
                  setStaffId(id);
                  setProblem(null);
                  setPin('');
                }}
              >
                {displayName}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <form className={css.pin} onSubmit={submit} aria-label={t`NIP`}>
        <label className={css.field}>
          <Trans>NIP</Trans>
          <input
            className={css.digits}
            type="password"
            inputMode="none"
            autoComplete="off"
            value={pin}
            onChange={(event) => {
              setProblem(null);
              setPin(event.target.value.replace(/\D/g, '').slice(0, pinMax));
            }}
            data-testid="pin"
          />
        </label>
        <p className={css.problem} role="alert" data-testid="sign-in-problem">
          {problem === null ? null : <Problem error={problem} />}
        </p>
        <Keypad
          layout="pin"
          decimalMark=","
          words={{
            keypad: t`Pavé numérique`,
            backspace: t`Effacer`,
            multiply: t`Quantité`,
            enter: t`Entrer`,
          }}
          onKey={press}
          enterTone="primary"
          disabled={staffId === null}
        />
      </form>
    </main>
  );
}

function Problem({ error }: { error: Error }) {
  if (!(error instanceof Refusal))
    return <Trans>Serveur du magasin injoignable. Rapprochez-vous du réseau du magasin.</Trans>;
  if (error.type === 'wrong-pin') {
    const left = Number(error.members.attemptsLeft);
    return (
      <>
        <Trans>NIP erroné.</Trans> {plural(left, { one: 'Il reste # essai.', other: 'Il reste # essais.' })}
      </>
    );
  }
  const minutes = Math.ceil(Number(error.members.retryAfterSeconds ?? 60) / 60);
  return (
    <>
      <Trans>Trop de NIP erronés.</Trans>{' '}
      {plural(minutes, { one: 'Réessayez dans # minute.', other: 'Réessayez dans # minutes.' })}
    </>
  );
}

import type { TeamAnswer } from '@comptoir/edge-agent/back-office/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../edge/client.ts';
import css from '../rows.module.css';

type Person = TeamAnswer['people'][number];
const pinForm = /^\d{4,8}$/;

/** Another PIN, typed by the person; a badge, printed at the till. Both at once, cut off or not. */
export function SignInMeans({ person: { id, hasBadge } }: { person: Person }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [pin, setPin] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const [done, setDone] = useState<'pin' | 'badge' | 'taken' | null>(null);
  const change = useMutation({
    mutationFn: async (what: 'pin' | 'badge' | 'taken') => {
      if (what === 'pin') await ask('POST', `/team/${id}/pin`, { pin });
      else
        await ask(
          what === 'badge' ? 'POST' : 'DELETE',
          `/team/${id}/badge`,
          what === 'badge' ? {} : undefined,
        );
      return what;
    },
    onSuccess: (what) => {
      setDone(what);
      setPin('');
      setIsOpen(what !== 'pin');
      return queries.invalidateQueries({ queryKey: ['team'] });
    },
  });
  const said = {
    pin: t`NIP changé. Il ouvre les caisses dès maintenant.`,
    badge: t`Le badge s’imprime à la caisse. Celui d’avant ne vaut plus rien.`,
    taken: t`Badge retiré. Il n’ouvre plus rien.`,
  };
  if (!isOpen)
    return (
      <>
        {done === null ? null : (
          <span role="status" className="note" data-testid={`means-done-${id}`}>
            {said[done]}
          </span>
        )}
        <button
          type="button"
          className={css.key}
          onClick={() => {
            setDone(null);
            setIsOpen(true);
          }}
          data-testid={`means-${id}`}
        >
          <Trans>NIP et badge</Trans>
        </button>
      </>
    );
  return (
    <form
      className={css.filters}
      onSubmit={(event) => {
        event.preventDefault();
        if (pinForm.test(pin)) change.mutate('pin');
      }}
      data-testid={`means-form-${id}`}
    >
      <label className={css.field}>
        <Trans>Nouveau NIP, tapé par la personne</Trans>
        <input
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          value={pin}
          onChange={({ target }) => setPin(target.value.replace(/\D/g, ''))}
          data-testid={`new-pin-${id}`}
        />
      </label>
      <button
        type="submit"
        className={css.key}
        disabled={!pinForm.test(pin) || change.isPending}
        data-testid={`set-pin-${id}`}
      >
        <Trans>Changer le NIP</Trans>
      </button>
      <button
        type="button"
        className={css.key}
        disabled={change.isPending}
        onClick={() => change.mutate('badge')}
        data-testid={`give-badge-${id}`}
      >
        {hasBadge ? <Trans>Remplacer le badge</Trans> : <Trans>Donner un badge</Trans>}
      </button>
      {hasBadge ? (
        <button
          type="button"
          className={css.key}
          disabled={change.isPending}
          onClick={() => change.mutate('taken')}
          data-testid={`take-badge-${id}`}
        >
          <Trans>Retirer le badge</Trans>
        </button>
      ) : null}
      <button type="button" className={css.key} onClick={() => setIsOpen(false)}>
        <Trans>Fermer</Trans>
      </button>
      <span role="status" className="note">
        {done === null ? null : said[done]}
      </span>
      {change.isError ? (
        <span role="alert" className="note">
          <Trans>Rien n’est changé. Vérifiez que le serveur du magasin répond, puis recommencez.</Trans>
        </span>
      ) : null}
    </form>
  );
}

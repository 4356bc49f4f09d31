import type { CountScope, CountSummary, Zone } from '@comptoir/edge-agent/back-office/api';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { fold } from '../../catalogue/kept.ts';
import { ask, Unreachable } from '../../edge/client.ts';
import { newId } from '../../session/ids.ts';
import css from './counts.module.css';
import { CycleTurns } from './cycle-turns.tsx';
import { useCycle } from './use-cycle.ts';

const zonesMax = 60;
const scopes: readonly CountScope[] = ['free', 'full', 'cycle'];
type Wanted = Readonly<{
  name: string;
  zones: Zone[];
  scope: CountScope;
  isBlind: boolean;
  productIds: string[];
}>;

/** What is to be found, a name, and the zones that people walk: one a line, as a manager would list them. */
export function NewCount({ first, onClose }: { first: CountScope; onClose: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [scope, setScope] = useState(first);
  const [isBlind, setBlind] = useState(true);
  const [name, setName] = useState('');
  const [zones, setZones] = useState(() => [t`Aire de vente`, t`Réserve`].join('\n'));
  // One id for the whole form: a second try opens no second count.
  const [countId] = useState(newId);
  const cycle = useCycle();
  const open = useMutation({
    mutationFn: (wanted: Wanted) => ask<CountSummary>('POST', '/counts', { countId, ...wanted }),
    onSuccess: () => navigate(`/comptage/${countId}`),
  });
  const wanted = zonesOf(zones);
  const productIds = scope === 'cycle' ? (cycle.data?.today ?? []).map(({ productId }) => productId) : [];
  const isReady = wanted.length > 0 && (scope !== 'cycle' || productIds.length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && isReady)
      open.mutate({ name: name.trim(), zones: wanted, scope, isBlind, productIds });
  };
  const words: Record<CountScope, string> = {
    free: t`Ce qu’on veut, par zone`,
    full: t`Tout le magasin`,
    cycle: t`Le cycle du jour`,
  };
  return (
    <form className={css.form} onSubmit={submit} data-testid="count-form">
      <div className="actions" role="radiogroup" aria-label={t`Ce qui est compté`}>
        {scopes.map((one) => (
          <label key={one} className={css.choice}>
            <input
              type="radio"
              name="scope"
              checked={scope === one}
              onChange={() => setScope(one)}
              data-testid={`scope-${one}`}
            />
            {words[one]}
          </label>
        ))}
      </div>
      {scope === 'full' ? (
        <p className="note">
          <Trans>
            À la validation, vous direz si ce que personne n’a trouvé reste au stock ou passe à zéro.
          </Trans>
        </p>
      ) : null}
      {scope === 'cycle' && cycle.data ? <CycleTurns answer={cycle.data} /> : null}
      {scope === 'cycle' && cycle.isError ? (
        <p className={css.problem} role="alert">
          <Trans>Serveur du magasin injoignable. Le cycle du jour paraîtra quand il répondra.</Trans>
        </p>
      ) : null}
      <label className={css.choice}>
        <input
          type="checkbox"
          checked={isBlind}
          onChange={(event) => setBlind(event.target.checked)}
          data-testid="count-blind"
        />
        <Trans>Compter à l’aveugle, sans voir la quantité attendue</Trans>
      </label>
      <label className={css.field}>
        <Trans>Nom du comptage</Trans>
        <input
          className={css.input}
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={60}
          required
          data-testid="count-name"
        />
      </label>
      <label className={css.field}>
        <Trans>Zones, une par ligne</Trans>
        <textarea
          className={css.input}
          rows={5}
          value={zones}
          onChange={(event) => setZones(event.target.value)}
          required
          data-testid="count-zones"
        />
      </label>
      {open.error ? (
        <p className={css.problem} role="alert">
          {open.error instanceof Unreachable ? (
            <Trans>Serveur du magasin injoignable. Rien n’est perdu; envoyez de nouveau.</Trans>
          ) : (
            <Trans>Le comptage n’a pas été ouvert. Vérifiez le nom et les zones.</Trans>
          )}
        </p>
      ) : null}
      <div className="actions">
        <button
          type="submit"
          className="primary"
          disabled={open.isPending || !isReady}
          data-testid="open-count"
        >
          {scope === 'cycle'
            ? plural(productIds.length, { one: 'Faire compter # article', other: 'Faire compter # articles' })
            : t`Ouvrir le comptage`}
        </button>
        <button type="button" className="plain" onClick={onClose}>
          <Trans>Annuler</Trans>
        </button>
      </div>
    </form>
  );
}

/** Ids tell what the zone is, and apart two of the same name. */
function zonesOf(text: string): Zone[] {
  const names = [...new Set(text.split('\n').map((line) => line.trim().slice(0, 60)))].filter(Boolean);
  return names.slice(0, zonesMax).map((name, at) => ({
    zoneId: `${at + 1}-${fold(name)
      .replaceAll(' ', '-')
      .replace(/[^a-z0-9-]/g, '')}`.slice(0, 40),
    name,
  }));
}

import type { CountSummary, Zone } from '@comptoir/edge-agent/back-office/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { fold } from '../../catalogue/kept.ts';
import { ask, Unreachable } from '../../edge/client.ts';
import { newId } from '../../session/ids.ts';
import css from './counts.module.css';

const zonesMax = 60;

/** A name, and the zones that people walk: one a line, as a manager would list them. */
export function NewCount({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [zones, setZones] = useState(() => [t`Aire de vente`, t`Réserve`].join('\n'));
  // One id for the whole form: a second try opens no second count.
  const [countId] = useState(newId);
  const open = useMutation({
    mutationFn: (wanted: { name: string; zones: Zone[] }) =>
      ask<CountSummary>('POST', '/counts', { countId, ...wanted }),
    onSuccess: () => navigate(`/comptage/${countId}`),
  });
  const wanted = zonesOf(zones);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && wanted.length > 0) open.mutate({ name: name.trim(), zones: wanted });
  };
  return (
    <form className={css.form} onSubmit={submit} data-testid="count-form">
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
        <button type="submit" className="primary" disabled={open.isPending} data-testid="open-count">
          <Trans>Ouvrir le comptage</Trans>
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

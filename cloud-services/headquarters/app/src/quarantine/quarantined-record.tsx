import type { QuarantineDecision, Quarantined } from '@comptoir/sales/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './quarantine.module.css';
import { useDecision } from './use-quarantine.ts';

type Asked = Exclude<QuarantineDecision['decision'], 'replay'>;

/** One record: where it is from, why it is not counted, and what may be done. A word why is asked for before it is accepted or dismissed. */
export function QuarantinedRecord({ item, storeCode }: { item: Quarantined; storeCode: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const decision = useDecision(item);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [note, setNote] = useState('');
  const rules: Readonly<Record<Quarantined['rule'], string>> = {
    'unknown-kind': t`Genre encore inconnu`,
    body: t`Contenu illisible`,
    header: t`Il manque le numéro de reçu ou la caisse`,
    store: t`Vente d’un autre magasin`,
    lines: t`Lignes et prix ne concordent pas`,
    totals: t`Le paiement n’est pas le total`,
    recovered: t`Entrée modifiée sur le disque du magasin`,
    'id-reused': t`Même vente, autre contenu`,
  };
  const at = new Date(item.at);
  return (
    <li className={css.record} data-testid="quarantined" data-rule={item.rule} data-seq={item.seq}>
      <div>
        <strong>{rules[item.rule]}</strong>
        <span className="muted">
          {storeCode} · {item.receiptNumber ?? item.kind} · {formatDay(at, headOfficeTimeZone)},{' '}
          {formatTime(at, locale, headOfficeTimeZone)}
        </span>
        <small className="muted">
          {item.reason} · {t`journal ${item.journal}, entrée ${item.seq}`}
        </small>
        {decision.data?.state === 'open' ? (
          <small role="status">{t`Toujours pas : ${decision.data.reason ?? ''}`}</small>
        ) : null}
        {decision.error ? <FaultMessage fault={decision.error} /> : null}
      </div>
      {asked ? (
        <form
          className={css.note}
          onSubmit={(event) => {
            event.preventDefault();
            decision.mutate({ decision: asked, note });
          }}
        >
          <label>
            <span>{asked === 'accept' ? t`Pourquoi la compter` : t`Pourquoi l’écarter`}</span>
            <input
              // biome-ignore lint/a11y/noAutofocus: the person has just asked for this very field.
              autoFocus
              required
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.target.value)}
              data-testid="note"
            />
          </label>
          <button
            type="submit"
            className="button"
            disabled={decision.isPending}
            data-testid="confirm"
          >{t`Confirmer`}</button>
          <button type="button" className="button" onClick={() => setAsked(null)}>{t`Annuler`}</button>
        </form>
      ) : (
        <div className={css.actions}>
          <button
            type="button"
            className="button"
            disabled={decision.isPending}
            onClick={() => decision.mutate({ decision: 'replay' })}
            data-testid="replay"
          >{t`Reprendre`}</button>
          {item.rule === 'totals' ? (
            <button
              type="button"
              className="button"
              onClick={() => setAsked('accept')}
              data-testid="accept"
            >{t`Compter telle quelle`}</button>
          ) : null}
          <button
            type="button"
            className="button"
            onClick={() => setAsked('dismiss')}
            data-testid="dismiss"
          >{t`Écarter`}</button>
        </div>
      )}
    </li>
  );
}

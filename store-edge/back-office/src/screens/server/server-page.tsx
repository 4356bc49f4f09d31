import type { JournalHistory, ServerAnswer } from '@comptoir/edge-agent/back-office/api';
import { formatDay, formatNumber, formatTime } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../edge/client.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { Page } from '../page.tsx';
import css from './server.module.css';

/** The protocol's own bound: a clock that is further off is told. */
const skewToldMs = 120_000;

/** For the manager: whether head office has everything, and what this store's server went through. */
export function ServerPage() {
  const server = useQuery({
    queryKey: ['server'],
    queryFn: () => ask<ServerAnswer>('GET', '/server'),
    refetchInterval: 5_000,
  });
  return (
    <Page title={<Trans>Serveur du magasin</Trans>} asked={server}>
      {server.data ? <Standing server={server.data} /> : null}
      {server.data?.clockSuspect ? <ClockSuspect {...server.data.clockSuspect} /> : null}
      {server.data ? <History server={server.data} /> : null}
    </Page>
  );
}

function Standing({ server }: { server: ServerAnswer }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { link, unsentSales, unsentRecords, clockSkewMs } = server;
  const words: Readonly<Record<ServerAnswer['link'], string>> = {
    online: t`En ligne avec le siège`,
    'catching-up': t`Rattrapage en cours`,
    offline: t`Coupé du siège : les ventes continuent`,
  };
  const records = formatNumber(unsentRecords, locale);
  const minutes = formatNumber(Math.round(Math.abs(clockSkewMs) / 60_000), locale);
  const clock =
    Math.abs(clockSkewMs) < skewToldMs
      ? t`juste`
      : clockSkewMs > 0
        ? t`${minutes} min de retard`
        : t`${minutes} min d’avance`;
  return (
    <dl className={css.facts}>
      <div>
        <dt>{t`Liaison`}</dt>
        <dd data-testid="link" data-link={link}>
          {server.refusedBecause === null ? words[link] : t`Refusé par le siège : ${server.refusedBecause}`}
        </dd>
      </div>
      <div>
        <dt>{t`Le siège a tout reçu`}</dt>
        <dd data-testid="unsent">
          {unsentRecords === 0
            ? t`Oui`
            : unsentSales === 0
              ? t`Toutes les ventes ; autres entrées à envoyer : ${records}`
              : plural(unsentSales, { one: '# vente à envoyer', other: '# ventes à envoyer' })}
        </dd>
      </div>
      <div>
        <dt>{t`Horloge`}</dt>
        <dd>{clock}</dd>
      </div>
      <div>
        <dt>{t`Version`}</dt>
        <dd>{server.version}</dd>
      </div>
    </dl>
  );
}

/** Only a person can say which of two readings is right; head office's clock settles it by itself once it is heard. */
function ClockSuspect({ expectedAt, foundAt }: NonNullable<ServerAnswer['clockSuspect']>) {
  const { t } = useLingui();
  const locale = useLocale();
  const queries = useQueryClient();
  const settle = useMutation({
    mutationFn: () => ask('POST', '/clock/settle'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['server'] }),
  });
  const [expected, found] = [expectedAt, foundAt].map((at) => {
    const moment = new Date(at);
    return `${formatDay(moment)}, ${formatTime(moment, locale)}`;
  });
  return (
    <section className={css.told} data-testid="clock-suspect">
      <h2>{t`L’horloge de ce serveur a sauté`}</h2>
      <span>{t`Attendu : ${expected}. Trouvé : ${found}. Les ventes continuent.`}</span>
      <span>
        {foundAt > expectedAt
          ? t`La journée de vente ne change pas tant que vous n’avez pas répondu. Si l’horloge est fausse, réglez-la : rien d’autre à faire.`
          : t`Si l’horloge est fausse, réglez-la : rien d’autre à faire.`}
      </span>
      {settle.isError ? <span role="alert">{t`Le serveur n’a pas répondu. Recommencez.`}</span> : null}
      <div className="actions">
        <button
          type="button"
          className="primary"
          disabled={settle.isPending}
          onClick={() => settle.mutate()}
        >{t`L’horloge est juste`}</button>
      </div>
    </section>
  );
}

function History({ server: { journals, cloudRewound } }: { server: ServerAnswer }) {
  const { t } = useLingui();
  return (
    <section>
      <h2>{t`Journaux`}</h2>
      {cloudRewound ? <CloudRewound {...cloudRewound} /> : null}
      <ol className={css.journals}>
        {journals.map((journal) => (
          <Journal key={journal.openedAt} journal={journal} />
        ))}
      </ol>
    </section>
  );
}

/** Nothing for a manager to do; but what head office shows may have been older for a while. */
function CloudRewound({ at, cosignedSeq }: NonNullable<ServerAnswer['cloudRewound']>) {
  const { t } = useLingui();
  const locale = useLocale();
  const [moment, seq] = [new Date(at), formatNumber(cosignedSeq, locale)];
  return (
    <p className={css.told} data-testid="cloud-rewound">
      <strong>{t`Le siège était revenu à une sauvegarde`}</strong>
      <span className="note">
        {formatDay(moment)}, {formatTime(moment, locale)}
      </span>
      <span>{t`Il avait signé jusqu’à l’entrée ${seq}. Ce magasin lui a renvoyé ce qui manquait : rien n’est perdu.`}</span>
    </p>
  );
}

function Journal({ journal }: { journal: JournalHistory }) {
  const { t } = useLingui();
  const locale = useLocale();
  const words: Readonly<Record<JournalHistory['reason'], string>> = {
    new: t`Ouvert à l’installation`,
    'rolled-back': t`Ce serveur était revenu à une sauvegarde`,
    forked: t`Ce serveur avait été copié`,
    damaged: t`Le journal précédent était abîmé sur le disque`,
    replaced: t`Ce serveur a remplacé l’ancien`,
  };
  const at = new Date(journal.openedAt);
  const [seq, cosigned] = [journal.seq, journal.cosignedSeq].map((count) => formatNumber(count, locale));
  const recovered = journal.recovered ?? 0;
  const kept = plural(recovered, {
    one: '# entrée de l’ancien journal y a été reprise.',
    other: '# entrées de l’ancien journal y ont été reprises.',
  });
  return (
    <li data-testid="journal" data-reason={journal.reason}>
      <strong>{words[journal.reason]}</strong>
      <span className="note">
        {formatDay(at)}, {formatTime(at, locale)}
      </span>
      <span>
        {t`Entrées : ${seq}, reçues et signées par le siège : ${cosigned}.`} {recovered > 0 ? kept : null}
      </span>
    </li>
  );
}

import type { EdgeHealth, EdgeNote, JournalOpening } from '@comptoir/sales/api';
import { formatDay, formatNumber, formatTime } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './stores.module.css';

/** What befell the stores' servers, newest first: what happened, what followed, and whether anything is missing. */
export function EdgeHistory({ edges }: { edges: readonly EdgeHealth[] }) {
  const { t } = useLingui();
  const entries = edges
    .flatMap((edge) => [
      ...edge.openings.map((opening) => ({ edge, at: opening.at, opening, note: null })),
      ...edge.notes.map((note) => ({ edge, at: note.lastAt, opening: null, note })),
    ])
    .toSorted((left, right) => right.at.localeCompare(left.at));
  return (
    <section className={css.history} aria-labelledby="history-title">
      <h2 id="history-title">{t`Ce qui est arrivé aux serveurs`}</h2>
      {entries.length === 0 ? (
        <p
          className={css.empty}
        >{t`Rien à signaler : aucun envoi perdu ni doublé, aucun journal remplacé.`}</p>
      ) : (
        <ol className="sheet">
          {entries.map(({ edge, at, opening, note }) => (
            <li
              key={`${edge.edgeId} ${opening?.journal ?? `${note?.kind} ${note?.journal}`}`}
              data-testid="edge-event"
            >
              {opening ? (
                <Opened at={at} storeCode={edge.storeCode} opening={opening} />
              ) : (
                <Noted at={at} storeCode={edge.storeCode} note={note} />
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function When({ at, storeCode }: { at: string; storeCode: string }) {
  const locale = useLocale();
  const moment = new Date(at);
  return (
    <span className="muted">
      {storeCode} · {formatDay(moment, headOfficeTimeZone)}, {formatTime(moment, locale, headOfficeTimeZone)}
    </span>
  );
}

function Opened({ at, storeCode, opening }: { at: string; storeCode: string; opening: JournalOpening }) {
  const { t } = useLingui();
  const locale = useLocale();
  const [held, recovered] = [opening.heldSeq, opening.recovered].map((count) => formatNumber(count, locale));
  const words: Readonly<Record<JournalOpening['reason'], string>> = {
    'rolled-back': t`Serveur revenu à une sauvegarde`,
    forked: t`Serveur copié : deux machines écrivaient le même journal`,
    damaged: t`Journal abîmé sur le disque du magasin`,
    replaced: t`Serveur remplacé`,
  };
  return (
    <>
      <strong>{words[opening.reason]}</strong>
      <When at={at} storeCode={storeCode} />
      <span>
        {t`Un nouveau journal a commencé. Le siège garde l’ancien jusqu’à l’entrée ${held} ; ${recovered} entrées ont suivi dans le nouveau.`}{' '}
        {opening.altered > 0
          ? plural(opening.altered, {
              one: '# n’était plus ce qui avait été écrit : elle est en quarantaine.',
              other: '# n’étaient plus ce qui avait été écrit : elles sont en quarantaine.',
            })
          : opening.reason === 'rolled-back' || opening.reason === 'replaced'
            ? t`Rien de ce que le siège avait reçu n’est perdu. Ce que l’ancien disque n’avait pas envoyé, lui seul l’avait.`
            : t`Rien n’est perdu.`}
      </span>
    </>
  );
}

function Noted({ at, storeCode, note }: { at: string; storeCode: string; note: EdgeNote }) {
  const { t } = useLingui();
  const locale = useLocale();
  const [times, seq] = [formatNumber(note.times, locale), formatNumber(note.seq, locale)];
  const words: Readonly<Record<EdgeNote['kind'], readonly [string, string]>> = {
    doubled: [
      t`Envoi reçu deux fois`,
      t`Une réponse s’était perdue en route. L’envoi ne compte qu’une fois.`,
    ],
    gap: [t`Trou dans un envoi`, t`Le magasin est reparti de l’entrée ${seq} : rien ne manque.`],
    fork: [
      t`Deux histoires du même journal`,
      t`Elles diffèrent à l’entrée ${seq}. Le magasin ouvre un nouveau journal ; rien n’est jeté.`,
    ],
    'bad-chain': [
      t`Envoi altéré`,
      t`Refusé en entier à l’entrée ${seq}. Le magasin vérifie son journal et renvoie.`,
    ],
    'bad-signature': [t`Envoi mal signé`, t`Refusé en entier : il ne venait pas de cet appareil.`],
    'bad-frame': [t`Envoi déchiré en route`, t`Refusé en entier, puis renvoyé.`],
    'stale-session': [
      t`Deux sessions à la fois`,
      t`Souvent répété, c’est le signe d’une copie du serveur : comparez avec le magasin.`,
    ],
    'clone-suspected': [
      t`Le serveur a sans doute été copié`,
      t`Trois sessions reprises en dix minutes : deux machines ont la clé de ce magasin. Arrêtez la copie, puis changez la clé.`,
    ],
    'cloud-rewound': [
      t`Le siège était revenu à une sauvegarde`,
      t`Il avait signé jusqu’à l’entrée ${seq}. Le magasin a renvoyé ce qui manquait.`,
    ],
  };
  const [what, sentence] = words[note.kind];
  return (
    <>
      <strong>
        {what}
        {note.times > 1 ? <span className="muted"> {t`· ${times} fois`}</span> : null}
      </strong>
      <When at={at} storeCode={storeCode} />
      <span>{sentence}</span>
    </>
  );
}

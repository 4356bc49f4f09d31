/** The mails that a scheduled report ends with. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { derivedId } from '@comptoir/service-kit/events/append';
import { type Letter, queueNotification } from '@comptoir/service-kit/notifications/notifications';
import type { Language } from '../api.ts';
import { type JobEnd, keptDays, type Taken } from '../jobs/store.ts';
import { say } from '../jobs/words.ts';

/** @param url of the file; none where there is no file. */
export async function tellRecipients(
  tx: Tx,
  { jobId, stored, recipients }: Taken,
  end: JobEnd,
  url: string | undefined,
): Promise<void> {
  const { report, format, language, parameters } = stored.request;
  const { from = '', to = '' } = parameters;
  const told = {
    title: say(language, report),
    period: from === to ? from : `${from} ${say(language, 'to')} ${to}`,
    format: format.toUpperCase(),
    url,
    isTooLong: 'fault' in end && end.fault === 'too-many-rows',
  };
  for (const recipient of recipients)
    await queueNotification(tx, {
      id: derivedId('report-sent', jobId, recipient),
      about: `report:${jobId}`,
      kind: url === undefined ? 'report.failed' : 'report.ready',
      to: { mail: recipient },
      language,
      letter: letterOf(told, language),
    });
}

type Told = Readonly<{
  title: string;
  period: string;
  format: string;
  url: string | undefined;
  isTooLong: boolean;
}>;

const texts = {
  fr: {
    ready: 'Le rapport que vous recevez régulièrement est prêt.',
    download: 'Télécharger le rapport',
    format: 'Format',
    kept: `Le lien est valable ${keptDays} jours. Qui l’a peut lire le rapport : ne le transmettez qu’à qui doit le voir.`,
    tooLong: 'Il a trop de lignes pour ce format. Planifiez-le en CSV, ou pour une période plus courte.',
    failed: 'Il n’a pas pu être fait. Au siège, générez-le de nouveau à la page Rapports.',
    why: 'Vous recevez ce message parce qu’un rapport du siège vous est envoyé à l’horaire.',
    failedSubject: (title: string) => `${title} : rapport non produit`,
    subject: (title: string, period: string) => `${title} : ${period}`,
  },
  en: {
    ready: 'The report that you receive regularly is ready.',
    download: 'Download the report',
    format: 'Format',
    kept: `The link is good for ${keptDays} days. Whoever has it can read the report: pass it on only to those who should see it.`,
    tooLong: 'It has too many rows for this format. Schedule it as CSV, or for a shorter period.',
    failed: 'It could not be made. At head office, generate it again on the Reports page.',
    why: 'You receive this message because a report of head office is sent to you on a schedule.',
    failedSubject: (title: string) => `${title}: report not made`,
    subject: (title: string, period: string) => `${title}: ${period}`,
  },
};

function letterOf({ title, period, format, url, isTooLong }: Told, language: Language): Letter {
  const words = texts[language];
  const facts = {
    kind: 'rows',
    rows: [
      { label: say(language, 'period'), value: period },
      { label: words.format, value: format },
    ],
  } as const;
  const heading = { kind: 'heading', text: title } as const;
  if (url === undefined)
    return {
      subject: words.failedSubject(title),
      blocks: [heading, facts, { kind: 'paragraph', text: isTooLong ? words.tooLong : words.failed }],
      why: words.why,
    };
  return {
    subject: words.subject(title, period),
    preview: words.ready,
    blocks: [
      heading,
      { kind: 'paragraph', text: words.ready },
      facts,
      { kind: 'button', label: words.download, url },
      { kind: 'note', text: words.kept },
    ],
    why: words.why,
  };
}

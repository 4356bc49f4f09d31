/** What a verification tells, and in which words: French first, English complete. */
import type { Finding, FindingReason } from '@comptoir/sync-protocol/verify/finding';
import type { Walked } from '@comptoir/sync-protocol/verify/journal-walk';

export type Language = 'fr' | 'en';
export type Verified = Readonly<{
  journals: readonly Walked[];
  findings: readonly Finding[];
  /** Base64 of the key that cosigned; null where nothing was cosigned, or no key is known. */
  cloudPublicKey: string | null;
  seconds: number;
}>;

/** A file that somebody filled with nonsense must not fill the screen. */
const findingsToldMax = 20;

const words = {
  fr: {
    /** French sets a no-break space before it. */
    colon: '\u00a0: ',
    journal: 'Journal',
    record: 'enregistrement',
    receipt: 'reçu',
    records: 'enregistrements',
    whole: 'INTACT',
    altered: 'ALTÉRÉ. Premier enregistrement fautif',
    atFault: 'NON CONFORME',
    key: 'Clé du siège',
    noKey: 'Aucune clé du siège\u00a0: seules les empreintes ont été vérifiées.',
    more: 'autres constats',
    why: {
      unreadable: 'en-tête illisible',
      gap: 'un enregistrement manque, est doublé ou déplacé',
      foreign: 'enregistrement d’un autre journal',
      record: 'ce n’est pas ce qui a été écrit',
      head: 'l’historique n’est pas celui qui a été signé',
      tail: 'la fin du journal manque',
      signature: 'signature fausse',
      number: 'numéro de reçu hors suite',
      totals: 'montants qui ne concordent pas',
      recovered: 'enregistrement repris d’un journal précédent, altéré',
      predecessor: 'le journal précédent n’est pas celui qui est nommé',
      archive: 'archive incomplète ou modifiée',
    } satisfies Record<FindingReason, string>,
  },
  en: {
    colon: ': ',
    journal: 'Journal',
    record: 'record',
    receipt: 'receipt',
    records: 'records',
    whole: 'WHOLE',
    altered: 'ALTERED. First bad record',
    atFault: 'NOT WHOLE',
    key: 'Head office’s key',
    noKey: 'No key of head office: hashes alone were verified.',
    more: 'further findings',
    why: {
      unreadable: 'unreadable header',
      gap: 'a record is missing, doubled or moved',
      foreign: 'a record of another journal',
      record: 'not what was written',
      head: 'not the history that was signed',
      tail: 'the end of the journal is missing',
      signature: 'false signature',
      number: 'receipt number out of sequence',
      totals: 'amounts that do not agree',
      recovered: 'a record carried over from an earlier journal, altered',
      predecessor: 'the journal before is not the one that is named',
      archive: 'incomplete or modified archive',
    } satisfies Record<FindingReason, string>,
  },
} as const;

export function tell({ journals, findings, cloudPublicKey, seconds }: Verified, language: Language): string {
  const say = words[language];
  const number = new Intl.NumberFormat(`${language}-CA`, { maximumFractionDigits: 1 });
  const records = journals.reduce((sum, journal) => sum + journal.records, 0);
  const placeOf = ({ journal, firstBadSeq, lastBadSeq, number: receipt }: Finding) =>
    [
      journal && `${say.journal} ${journal}`,
      firstBadSeq !== undefined &&
        `${say.record} ${firstBadSeq}${lastBadSeq === undefined ? '' : `–${lastBadSeq}`}`,
      receipt && `${say.receipt} ${receipt}`,
    ]
      .filter(Boolean)
      .join(', ');
  const [first] = findings;
  const verdict =
    first === undefined
      ? say.whole
      : first.firstBadSeq === undefined
        ? `${say.atFault}${say.colon}${say.why[first.why]}`
        : `${say.altered}${say.colon}${placeOf(first)}`;
  return [
    ...journals.map(
      (one) => `${say.journal} ${one.journal}${say.colon}${number.format(one.records)} ${say.records}`,
    ),
    ...findings
      .slice(0, findingsToldMax)
      .map((one) => `! ${[placeOf(one), say.why[one.why]].filter(Boolean).join(say.colon)} (${one.detail})`),
    ...(findings.length > findingsToldMax
      ? [`! ${number.format(findings.length - findingsToldMax)} ${say.more}`]
      : []),
    cloudPublicKey === null ? say.noKey : `${say.key}${say.colon}${cloudPublicKey}`,
    `${number.format(records)} ${say.records}, ${number.format(seconds)} s`,
    verdict,
  ].join('\n');
}

/** For programs. */
export function asJson({ journals, findings, cloudPublicKey, seconds }: Verified): string {
  return JSON.stringify({
    whole: findings.length === 0,
    findings,
    journals: journals.map(({ journal, seq, records, hash }) => ({
      journal,
      seq,
      records,
      hash: Buffer.from(hash).toString('base64'),
    })),
    cloudPublicKey,
    seconds,
  });
}

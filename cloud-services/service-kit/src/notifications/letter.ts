/**
 * What a mail says, as data: a template is a function that makes a letter, and the text and the HTML are both made from it, so that
 * they never tell two things. Texts are plain; escaping happens here, once.
 */
import { escaped } from '../escaped.ts';
import { qrTable } from './qr-block.ts';

export type LetterRow = Readonly<{ label: string; detail?: string; value: string; strong?: boolean }>;
export type Block =
  | Readonly<{ kind: 'heading' | 'paragraph' | 'note'; text: string }>
  /** To be read aloud at a counter or typed: large, and alone on its line. */
  | Readonly<{ kind: 'code'; text: string }>
  /** To be shown from a screen; whoever reads text alone has the code beside it. */
  | Readonly<{ kind: 'qr'; text: string }>
  | Readonly<{ kind: 'button'; label: string; url: string }>
  | Readonly<{ kind: 'rows'; rows: readonly LetterRow[] }>;
export type Letter = Readonly<{
  subject: string;
  /** What a mailbox shows beside the subject. */
  preview?: string;
  blocks: readonly Block[];
  /** Of what is sent with consent alone: where it is taken back. It stands at the foot, and in the headers that mailboxes make a key of. */
  unsubscribeUrl?: string;
  /** Of what goes to whoever is no customer: why it does. It stands at the foot. */
  why?: string;
}>;
export type Language = 'fr' | 'en';

const foot: Readonly<Record<Language, string>> = {
  fr: 'Comptoir · Ce message vous est envoyé à la suite de ce que vous avez fait chez nous.',
  en: 'Comptoir · You receive this message because of something you did with us.',
};

const agreed: Readonly<Record<Language, Readonly<{ why: string; stop: string }>>> = {
  fr: {
    why: 'Comptoir · Vous recevez ce message parce que vous avez accepté nos offres par courriel.',
    stop: 'Ne plus en recevoir',
  },
  en: {
    why: 'Comptoir · You receive this message because you agreed to our offers by e-mail.',
    stop: 'Stop these messages',
  },
};

/** The part for readers without HTML; lines are not wrapped, their mailbox does that. */
export function letterText(letter: Letter, language: Language): string {
  const { blocks, unsubscribeUrl } = letter;
  const told = blocks.filter(({ kind }) => kind !== 'qr');
  const { why, stop } = agreed[language];
  const end =
    unsubscribeUrl === undefined ? footText(letter, language) : `${why}\n${stop}:\n${unsubscribeUrl}`;
  return `${told.map(blockText).join('\n\n')}\n\n-- \n${end}\n`;
}

const footText = ({ why }: Letter, language: Language): string =>
  why === undefined ? foot[language] : `Comptoir · ${why}`;

function footHtml(letter: Letter, language: Language): string {
  const { unsubscribeUrl } = letter;
  if (unsubscribeUrl === undefined) return escaped(footText(letter, language));
  const { why, stop } = agreed[language];
  return `${escaped(why)} <a href="${escaped(unsubscribeUrl)}" style="color:${muted}">${escaped(stop)}</a>`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.text.toUpperCase();
    case 'button':
      return `${block.label}:\n${block.url}`;
    case 'rows':
      return block.rows.map(rowText).join('\n');
    default:
      return block.text;
  }
}

const rowText = ({ label, detail, value }: LetterRow) =>
  `${label}${detail === undefined ? '' : ` (${detail})`}  ${value}`;

const ink = '#14181F';
const muted = '#4A5563';
const primary = '#0B5A8A';
const line = '#D5DAE1';

/** Tables and inline styles: what mail programs of any age show alike. */
export function letterHtml(letter: Letter, language: Language): string {
  const { subject, preview, blocks } = letter;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(subject)}</title></head>
<body style="margin:0;background:#F6F7F9;color:${ink};font:16px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif">
${preview === undefined ? '' : `<div style="display:none;max-height:0;overflow:hidden">${escaped(preview)}</div>`}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#FFFFFF;border:1px solid ${line};border-radius:10px"><tr><td style="padding:24px">
<p style="margin:0 0 16px;font-weight:700;color:${primary}">Comptoir</p>
${blocks.map(blockHtml).join('\n')}
</td></tr></table>
<p style="max-width:560px;margin:16px auto 0;font-size:13px;color:${muted}">${footHtml(letter, language)}</p>
</td></tr></table></body></html>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h1 style="margin:0 0 12px;font-size:22px;line-height:1.3">${worded(block.text)}</h1>`;
    case 'paragraph':
      return `<p style="margin:0 0 16px">${worded(block.text)}</p>`;
    case 'note':
      return `<p style="margin:0 0 12px;font-size:14px;color:${muted}">${worded(block.text)}</p>`;
    case 'code':
      return `<p style="margin:0 0 16px;font-size:28px;font-weight:700;letter-spacing:2px">${escaped(block.text)}</p>`;
    case 'qr':
      return qrTable(block.text);
    case 'button':
      return `<p style="margin:0 0 20px"><a href="${escaped(block.url)}" style="display:inline-block;padding:12px 20px;background:${primary};color:#FFFFFF;text-decoration:none;border-radius:6px;font-weight:600">${escaped(block.label)}</a></p>`;
    case 'rows':
      return `<table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 16px;border-collapse:collapse">${block.rows.map(rowHtml).join('')}</table>`;
  }
}

function rowHtml({ label, detail, value, strong }: LetterRow): string {
  const weight = strong ? ';font-weight:700' : '';
  const small =
    detail === undefined ? '' : `<br><span style="font-size:14px;color:${muted}">${worded(detail)}</span>`;
  const cell = `padding:8px 0;border-bottom:1px solid ${line};vertical-align:top${weight}`;
  return `<tr><td style="${cell}">${worded(label)}${small}</td><td align="right" style="${cell};white-space:nowrap">${escaped(value)}</td></tr>`;
}

/** A number is not parted from what it counts, nor a sign from what it closes. Source: docs, screens, "Words". */
const worded = (text: string) => escaped(text.replace(/(?<=\d) (?=\p{L})| (?=[$%:»])/gu, '\u00a0'));

/** A value of an attribute in the form that its definition asks for, whoever wrote it: a file, a person, another program. Pure. */
import type { AttributeDefinition } from '../api.ts';
import type { Texts } from '../texts.ts';
import { plainWords } from '../words.ts';
import type { Attributes } from './attributes.ts';

type Form = Pick<AttributeDefinition, 'type' | 'choices'>;
export type Definitions = ReadonlyMap<string, AttributeDefinition>;

const folded = (text: string) => plainWords(text).join(' ') || text.trim().toLowerCase();
const answers: readonly (Texts & { also: readonly string[] })[] = [
  { fr: 'oui', en: 'yes', also: ['oui', 'yes', 'true', 'vrai', '1', 'x'] },
  { fr: 'non', en: 'no', also: ['non', 'no', 'false', 'faux', '0'] },
];

/** @returns `undefined` when it is none. An attribute without a definition is a text. */
export function readValue(form: Form | undefined, told: Texts): Texts | undefined {
  switch (form?.type) {
    case 'number':
      return readNumber(told);
    case 'boolean': {
      const said = answers.find(
        ({ also }) => also.includes(folded(told.fr)) && also.includes(folded(told.en)),
      );
      return said && { fr: said.fr, en: said.en };
    }
    case 'choice':
      return form.choices.find(
        ({ fr, en }) => folded(fr) === folded(told.fr) || folded(en) === folded(told.en),
      );
    default:
      return told;
  }
}

/** `12,50` and `12.5` are one number. */
function readNumber({ fr, en }: Texts): Texts | undefined {
  const [one, other] = [fr, en].map((text) => {
    const [, sign = '', whole, part = ''] = /^(-?)(\d{1,12})(?:[.,](\d{1,6}))?$/.exec(text.trim()) ?? [];
    if (whole === undefined) return undefined;
    const [digits, decimals] = [whole.replace(/^0+(?=\d)/, ''), part.replace(/0+$/, '')];
    const number = decimals === '' ? digits : `${digits}.${decimals}`;
    return number === '0' ? number : sign + number;
  });
  return one !== undefined && one === other ? { fr: one, en: one } : undefined;
}

/** @returns all in their form, and the codes of those that cannot be read. */
export function readValues(attributes: Attributes, definitions: Definitions) {
  const values: Record<string, Texts> = {};
  const bad: string[] = [];
  for (const [code, told] of Object.entries(attributes)) {
    const value = readValue(definitions.get(code), told);
    if (value) values[code] = value;
    else bad.push(code);
  }
  return { values, bad };
}

/** What a value must be, in a few words: `oui, non`. @param limit of choices that are told. */
export function formWords({ type, choices }: Form, language: 'fr' | 'en', limit = 12): string {
  const told = type === 'boolean' ? answers : choices;
  const words = told.slice(0, limit).map((choice) => choice[language]);
  return (told.length > limit ? [...words, '…'] : words).join(', ');
}

/** As people read it: `12,5 kg`. */
export const shownValue = (definition: AttributeDefinition | undefined, { fr, en }: Texts): Texts => {
  if (definition?.type !== 'number') return { fr, en };
  const unit = definition.unit === null ? '' : `\u00a0${definition.unit}`;
  return { fr: fr.replace('.', ',') + unit, en: en + unit };
};

/** `250 – 473 ml`. */
export function shownRange(
  definition: AttributeDefinition | undefined,
  { min, max }: Readonly<{ min: number; max: number }>,
): Texts {
  const [from, to] = [min, max].map((number) => ({ fr: String(number), en: String(number) }));
  if (!from || !to || min === max) return shownValue(definition, from ?? { fr: '', en: '' });
  const shown = shownValue(definition, to);
  return { fr: `${from.fr.replace('.', ',')} – ${shown.fr}`, en: `${from.en} – ${shown.en}` };
}

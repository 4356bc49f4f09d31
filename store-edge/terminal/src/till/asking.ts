/** What the basket's lines ask for, one after the other, and what becomes of the answers. */
import { formatDay } from '@comptoir/ui-kit';
import { ageOn } from '../sale/age.ts';
import type { Draft } from '../sale/draft.ts';
import { openQuestion, type Question } from '../sale/questions.ts';
import { change } from './basket.ts';
import { catalogue, nowText, sound, tell } from './context.ts';
import { store } from './store.ts';

type AgeAsked = Extract<Question, { kind: 'age' }>;
type PieceAsked = Extract<Question, { kind: 'piece' }>;
const numberLengthMax = 40;

/** @returns whether a question is open now. */
export function ask(): boolean {
  const question = openQuestion(store.state.draft, (id) => catalogue.get(id));
  if (question === null) return false;
  store.set({ dialog: question });
  sound('attention');
  return true;
}

function next(): void {
  store.set({ dialog: null });
  ask();
}

/** @param checkedBy somebody who allowed it; the cashier unless told. */
export function ofAge(
  { minimumAge }: AgeAsked,
  how: NonNullable<Draft['ageCheck']>['how'],
  checkedBy = store.state.session?.staff.id ?? '',
): void {
  void change({ type: 'age-checked', ageCheck: { minimumAge, how, checkedBy } });
  sound('done');
  next();
}

/** @returns a birth date that is none: it is typed again. Whoever is too young buys something else. */
export function answerBirthDate(asked: AgeAsked, birth: string): 'unreadable' | null {
  const years = ageOn(birth, formatDay(new Date(nowText()), store.state.register?.store.timeZone));
  if (years === null) {
    sound('refused');
    return 'unreadable';
  }
  if (years < asked.minimumAge) tooYoung(asked);
  else ofAge(asked, 'birth-date');
  return null;
}

/** The line leaves; the rest of the sale goes on. */
export function tooYoung({ lineId }: AgeAsked): void {
  const line = store.state.draft.lines.find(({ id }) => id === lineId);
  const product = catalogue.get(line?.productId ?? '');
  void change({ type: 'line-voided', lineId });
  next();
  tell({ kind: 'too-young', nameFr: product?.nameFr ?? '', nameEn: product?.nameEn ?? '' }, 'refused');
}

/** @param number null: it cannot be read, and the sale goes on without. */
export function answerPiece({ lineId, tracks }: PieceAsked, number: string | null): void {
  const read = number?.trim().slice(0, numberLengthMax) ?? null;
  if (read === '') return;
  void change({ type: 'piece-told', lineId, piece: { tracks, number: read } });
  sound('done');
  next();
}

import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { nameOf } from '../../i18n/names.ts';
import type { Question } from '../../sale/questions.ts';
import { answerPiece } from '../../till/asking.ts';
import { catalogue } from '../../till/context.ts';
import { useTill } from '../../till/store.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

const numberLengthMax = 40;

/** The serial number or the lot of what is sold: scanned, or typed from the piece. */
export function PieceNumber(asked: Extract<Question, { kind: 'piece' }>) {
  const { lineId, tracks } = asked;
  const { t } = useLingui();
  const locale = useLocale();
  const line = useTill((state) => state.draft.lines.find(({ id }) => id === lineId));
  const [text, setText] = useState('');
  const product = catalogue.get(line?.productId ?? '');
  const title = tracks === 'serial' ? t`Numéro de série` : t`Numéro de lot`;
  const write = (next: string) => setText(next.toUpperCase().slice(0, numberLengthMax));
  return (
    <Sheet
      title={title}
      testId="piece-dialog"
      onCommand={(command) => {
        if (command.do === 'type') write(text + command.text);
        else if (command.do === 'less') write(`${text}-`);
        else if (command.do === 'erase') write(text.slice(0, -1));
        else if (command.do === 'enter') answerPiece(asked, text);
        else return false;
        return true;
      }}
    >
      <p className={css.words}>{product ? nameOf(product, locale) : ''}</p>
      <p className={css.words}>
        <Trans>Lisez-le sur la pièce, ou tapez-le puis Entrée. Il est imprimé sur le reçu.</Trans>
      </p>
      <div className={css.row}>
        <output className={`${css.grow} ${css.typed}`} aria-label={title} data-testid="piece-text">
          {text === '' ? '—' : text}
        </output>
        <Key
          tone="primary"
          onPress={() => answerPiece(asked, text)}
          disabled={text === ''}
          cap={t`Entrée`}
          testId="piece-keep"
        >
          <Trans>Garder</Trans>
        </Key>
      </div>
      <Key onPress={() => answerPiece(asked, null)} testId="piece-unreadable">
        <Trans>Illisible : continuer sans numéro</Trans>
      </Key>
    </Sheet>
  );
}

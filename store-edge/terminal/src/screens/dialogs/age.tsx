import { Key, Keypad } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { nameOf } from '../../i18n/names.ts';
import type { Question } from '../../sale/questions.ts';
import { answerBirthDate, ofAge, tooYoung } from '../../till/asking.ts';
import { catalogue } from '../../till/context.ts';
import { useTill } from '../../till/store.ts';
import { ApprovalForm, onApprovalCommand, useApproval } from '../approval/approval.tsx';
import { useKeypadWords } from '../keypad-words.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

const birthLength = 8;

/** Is the buyer of age? By the birth date, which is looked at and not kept; at sight, if the store lets its cashiers; or by a supervisor. */
export function Age(asked: Extract<Question, { kind: 'age' }>) {
  const { lineId, minimumAge } = asked;
  const { t } = useLingui();
  const locale = useLocale();
  const line = useTill((state) => state.draft.lines.find(({ id }) => id === lineId));
  const atSight = useTill((state) => state.settings['age-at-sight']);
  const [digits, setDigits] = useState('');
  const [unreadable, setUnreadable] = useState(false);
  const [isApproving, setApproving] = useState(false);
  const approval = useApproval(isApproving ? 'age-check' : null, 0, (_approvalId, staffId) =>
    ofAge(asked, 'supervisor', staffId),
  );
  const words = useKeypadWords(t`Vérifier`);
  const product = catalogue.get(line?.productId ?? '');
  const write = (text: string) => {
    setUnreadable(false);
    setDigits(text.replace(/\D/g, '').slice(0, birthLength));
  };
  const enter = () => {
    if (digits !== '') setUnreadable(answerBirthDate(asked, digits) === 'unreadable');
    else if (atSight) ofAge(asked, 'at-sight');
  };
  return (
    <Sheet
      title={t`${minimumAge} ans et plus`}
      wide
      testId="age-dialog"
      onCommand={(command) => {
        if (isApproving) return onApprovalCommand(approval, command);
        if (command.do === 'type') write(digits + command.text);
        else if (command.do === 'erase') write(digits.slice(0, -1));
        else if (command.do === 'enter') enter();
        else if (command.do === 'cheque') setApproving(true);
        else if (command.do === 'void-line') tooYoung(asked);
        else return false;
        return true;
      }}
    >
      {isApproving ? (
        <ApprovalForm permission="age-check" approval={approval} />
      ) : (
        <div className={css.typing}>
          <div className={css.form}>
            <p className={css.words}>{product ? nameOf(product, locale) : ''}</p>
            <output
              className={css.typed}
              aria-label={t`Date de naissance : année, mois, jour`}
              data-testid="birth-date"
            >
              {shown(digits)}
            </output>
            <p className={css.words}>
              <Trans>Année, mois, jour, comme sur la pièce d’identité. La date n’est pas gardée.</Trans>
            </p>
            <p className={css.problem} role="alert" data-testid="age-problem">
              {unreadable ? <Trans>Cette date n’existe pas. Retapez les huit chiffres.</Trans> : null}
            </p>
            {atSight ? (
              <Key
                tone="primary"
                onPress={() => ofAge(asked, 'at-sight')}
                {...(digits === '' ? { cap: t`Entrée` } : {})}
                testId="age-at-sight"
              >
                <Trans>À l’évidence {minimumAge} ans et plus</Trans>
              </Key>
            ) : null}
            <Key onPress={() => setApproving(true)} cap="F8" testId="age-supervisor">
              <Trans>Demander à un responsable</Trans>
            </Key>
            <Key tone="danger" onPress={() => tooYoung(asked)} cap={t`Suppr`} testId="age-refused">
              <Trans>Trop jeune : retirer l’article</Trans>
            </Key>
          </div>
          <Keypad
            layout="pin"
            decimalMark=","
            words={words}
            onKey={(key) => {
              if (key === 'enter') enter();
              else if (key === 'backspace') write(digits.slice(0, -1));
              else write(digits + key);
            }}
          />
        </div>
      )}
    </Sheet>
  );
}

/** `1990-05-__`. */
function shown(digits: string): string {
  const all = digits.padEnd(birthLength, '_');
  return `${all.slice(0, 4)}-${all.slice(4, 6)}-${all.slice(6)}`;
}

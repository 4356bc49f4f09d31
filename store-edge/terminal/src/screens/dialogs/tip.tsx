import { formatMoney, Key, Keypad, parseMoneyText } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { tipMostMinor, tipOffers } from '../../sale/tips.ts';
import { payCardWithTip } from '../../till/paying.ts';
import { useTill } from '../../till/store.ts';
import { useKeypadWords } from '../keypad-words.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

const textMax = 8;

/** What the customer adds for whoever serves: all answers look alike, and none is chosen beforehand. */
export function Tip({ amountMinor }: { amountMinor: number }) {
  const { t } = useLingui();
  const locale = useLocale();
  const words = useKeypadWords();
  const percents = useTill((state) => state.settings.tips) ?? [];
  const priced = useTill((state) => state.priced);
  const [text, setText] = useState('');
  const [isTooMuch, setIsTooMuch] = useState(false);
  if (!priced) return null;
  const offers = tipOffers(percents, amountMinor, priced);
  const ownMinor = text === '' ? 0 : parseMoneyText(text, 'CAD');
  const pay = (tipMinor: number) => void payCardWithTip(amountMinor, tipMinor);
  const payOwn = () => {
    if (ownMinor === undefined || ownMinor > tipMostMinor(amountMinor)) setIsTooMuch(true);
    else pay(ownMinor);
  };
  const type = (more: string) => {
    setIsTooMuch(false);
    setText((typed) => (typed + more).slice(0, textMax));
  };
  const erase = () => {
    setIsTooMuch(false);
    setText((typed) => typed.slice(0, -1));
  };
  const amount = formatMoney(amountMinor, locale);
  const own = formatMoney(ownMinor ?? 0, locale);
  return (
    <Sheet
      title={t`Pourboire`}
      wide
      testId="tip-dialog"
      onCommand={(command) => {
        if (command.do === 'type') type(command.text);
        else if (command.do === 'erase') erase();
        else if (command.do === 'enter' || command.do === 'card') payOwn();
        return true;
      }}
    >
      <p className={css.words}>
        <Trans>Carte : {amount}. Que veut ajouter le client ?</Trans>
      </p>
      <p className={css.problem} role="alert" data-testid="tip-problem">
        {isTooMuch ? <Trans>Ce montant est trop grand pour un pourboire. Retapez-le.</Trans> : null}
      </p>
      <div className={css.split}>
        <div className={css.form}>
          {offers.map(({ percent, tipMinor }) => {
            const share = formatMoney(tipMinor, locale);
            return (
              <Key key={percent} onPress={() => pay(tipMinor)} testId={`tip-${percent}`}>
                <Trans>
                  {percent} % : {share}
                </Trans>
              </Key>
            );
          })}
          <Key onPress={payOwn} cap={t`Entrée`} testId="tip-own">
            {text === '' ? <Trans>Sans pourboire</Trans> : <Trans>Ajouter {own}</Trans>}
          </Key>
        </div>
        <Keypad
          layout="money"
          decimalMark={locale === 'fr-CA' ? ',' : '.'}
          words={words}
          onKey={(key) => {
            if (key === 'enter') payOwn();
            else if (key === 'backspace') erase();
            else if (key === 'decimal') type('.');
            else if (key !== 'multiply') type(key);
          }}
        />
      </div>
      <p className={css.words}>
        <Trans>Un autre montant se tape, puis Entrée. Le terminal demandera le tout.</Trans>
      </p>
    </Sheet>
  );
}

import { isMoneyPrefix, type KeypadKey, parseMoneyText } from '@comptoir/ui-kit';
import { useState } from 'react';

/** An amount being typed on keypad or keyboard; comma and period both mean decimal. */
export function useAmount() {
  const [text, setText] = useState('');
  const add = (characters: string) => {
    setText((present) => (isMoneyPrefix(present + characters, 'CAD') ? present + characters : present));
  };
  const erase = () => setText((present) => present.slice(0, -1));
  return {
    text,
    amountMinor: parseMoneyText(text, 'CAD'),
    add,
    erase,
    clear: () => setText(''),
    press: (key: KeypadKey) => {
      if (key === 'backspace') erase();
      else if (key === 'decimal') add(',');
      else if (/^\d+$/.test(key)) add(key);
    },
  };
}

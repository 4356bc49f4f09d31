import type { ReactNode } from 'react';
import { useNavigation } from 'react-router';
import { buttonClass } from '../../parts/buttons.ts';

/** The press that sends a page's one form, once. */
export function Send({ children }: { children: ReactNode }) {
  const isSending = useNavigation().state === 'submitting';
  return (
    <button
      type="submit"
      className={buttonClass('primary', 'wide', 'large')}
      aria-disabled={isSending}
      onClick={(event) => {
        if (isSending) event.preventDefault();
      }}
      data-testid="send"
    >
      {children}
    </button>
  );
}

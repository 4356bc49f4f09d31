import { formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useLocale } from '../i18n/use-locale.ts';
import { readTime } from './read-time.ts';
import css from './time-field.module.css';

/**
 * A time of day, shown as the page's language writes it: the browser's own field follows the browser's language instead.
 * @param time in 24 hours, `14:30`; empty while what is typed is none.
 */
export function TimeField(props: {
  time: string;
  onTime: (time: string) => void;
  /** Where a label beside it names it; else `label` does. */
  id?: string;
  label?: string;
  testId?: string;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const { time, onTime, id, label, testId } = props;
  const field = useRef<HTMLInputElement>(null);
  /** Null: nobody is at it, and the time is shown. */
  const [typed, setTyped] = useState<string | null>(null);
  const isUnread = typed !== null && typed.trim() !== '' && readTime(typed) === undefined;
  const whyNot = isUnread ? t`Une heure comme 14 h 30` : '';
  useEffect(() => field.current?.setCustomValidity(whyNot), [whyNot]);
  return (
    <input
      ref={field}
      id={id}
      className={css.time}
      type="text"
      required
      maxLength={12}
      autoComplete="off"
      aria-label={label}
      aria-invalid={isUnread}
      title={whyNot === '' ? undefined : whyNot}
      value={typed ?? shown(time, locale)}
      onChange={({ target }) => {
        setTyped(target.value);
        onTime(readTime(target.value) ?? '');
      }}
      onBlur={() => {
        if (!isUnread) setTyped(null);
      }}
      data-testid={testId}
    />
  );
}

const shown = (time: string, locale: Parameters<typeof formatTime>[1]): string =>
  time === '' ? '' : formatTime(new Date(`2000-01-01T${time}:00Z`), locale, 'UTC');

import { formatTime, type Locale } from '@comptoir/ui-kit';
import { useEffect, useState } from 'react';
import css from './lock.module.css';

export function Clock({ locale, timeZone }: { locale: Locale; timeZone: string | undefined }) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 5_000);
    return () => clearInterval(timer);
  }, []);
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(now);
  return (
    <p className={css.clock}>
      <span className={css.hour}>{formatTime(now, locale, timeZone)}</span>
      <span className={css.day}>{day}</span>
    </p>
  );
}

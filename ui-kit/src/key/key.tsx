import type { CSSProperties, ReactNode } from 'react';
import css from './key.module.css';

export type KeyTone = 'plain' | 'primary' | 'tonal' | 'quiet' | 'danger';

/**
 * A key of the counter: what it does in words, and the keyboard's own key printed on it as a cap. Acts on release
 * (WCAG 2.5.2), like every native button.
 */
export function Key(props: {
  children: ReactNode;
  onPress: () => void;
  cap?: string;
  tone?: KeyTone;
  disabled?: boolean;
  pressed?: boolean;
  label?: string;
  testId?: string;
  className?: string;
  style?: CSSProperties;
}) {
  const {
    children,
    onPress,
    cap,
    tone = 'plain',
    disabled,
    pressed,
    label,
    testId,
    className,
    style,
  } = props;
  return (
    <button
      type="button"
      className={`${css.key} ${css[tone]} ${className ?? ''}`}
      onClick={onPress}
      disabled={disabled}
      aria-pressed={pressed}
      aria-label={label}
      data-testid={testId}
      style={style}
    >
      <span className={css.words}>{children}</span>
      {cap === undefined ? null : <kbd className={css.cap}>{cap}</kbd>}
    </button>
  );
}

import css from './buttons.module.css';

type Look = 'plain' | 'primary' | 'quiet' | 'danger';

/** Class names of a button, or of a link that looks like one. */
export function buttonClass(look: Look = 'plain', ...more: readonly ('wide' | 'large')[]): string {
  return [css.button, look === 'plain' ? '' : css[look], ...more.map((name) => css[name])]
    .filter(Boolean)
    .join(' ');
}

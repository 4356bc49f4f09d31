import { Icon } from './icons.tsx';
import css from './picture.module.css';

/** The name stands beside it, so the picture itself says nothing to a screen reader. */
export function Picture(props: { url: string | null; isFirst?: boolean }) {
  const { url, isFirst = false } = props;
  if (url === null)
    return (
      <span className={css.none}>
        <Icon name="bag" size={40} />
      </span>
    );
  return (
    <img
      className={css.picture}
      src={url}
      alt=""
      width={320}
      height={320}
      loading={isFirst ? 'eager' : 'lazy'}
      fetchPriority={isFirst ? 'high' : 'auto'}
      decoding="async"
    />
  );
}

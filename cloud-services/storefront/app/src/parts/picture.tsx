import { useContext } from 'react';
import { AssetBase } from './asset-base.ts';
import { Icon } from './icons.tsx';
import css from './picture.module.css';

/** A picture that head office added is there in three sizes, named by their longest side; a drawn one needs none. */
function sizesOf(url: string) {
  const [, front, end] = /^(.*)-1280(\.\w+)$/.exec(url) ?? [];
  if (front === undefined) return {};
  const srcSet = [320, 640, 1280].map((size) => `${front}-${size}${end} ${size}w`).join(', ');
  return { srcSet, sizes: '(max-width: 640px) 50vw, 320px' };
}

/** The name stands beside it, so the picture itself says nothing to a screen reader. */
export function Picture(props: { url: string | null; isFirst?: boolean }) {
  const { url: path, isFirst = false } = props;
  const base = useContext(AssetBase);
  const url = path === null ? null : `${base}${path}`;
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
      {...sizesOf(url)}
      alt=""
      width={320}
      height={320}
      loading={isFirst ? 'eager' : 'lazy'}
      fetchPriority={isFirst ? 'high' : 'auto'}
      decoding="async"
    />
  );
}

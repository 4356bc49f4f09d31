import { useState } from 'react';
import css from './picture.module.css';

/** A product's picture, or the first letter of its name: never a broken image, and never an empty hole. */
export function Picture({ url, name, size }: { url: string | undefined; name: string; size: number }) {
  const [broken, setBroken] = useState(false);
  if (url === undefined || broken) {
    return (
      <span
        className={css.letter}
        style={{ width: size, height: size, fontSize: size * 0.42 }}
        aria-hidden="true"
      >
        {name.trim().charAt(0).toUpperCase()}
      </span>
    );
  }
  return (
    <img
      className={css.picture}
      src={url}
      alt=""
      width={size}
      height={size}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setBroken(true)}
    />
  );
}

import { useGateway } from '../gateway/context.ts';
import css from './product-search.module.css';

/** The name stands beside it, so the picture itself says nothing to a screen reader. */
export function ProductPicture(props: { image: string | undefined }) {
  const { url } = useGateway();
  if (!props.image) return <span className={css.picture} />;
  return (
    <img
      className={css.picture}
      src={new URL(props.image, url).href}
      alt=""
      loading="lazy"
      width={28}
      height={28}
    />
  );
}

import css from './qr-picture.module.css';

/** A QR code, drawn without a script. `size`: squares of a side. */
export function QrPicture(props: { picture: string; size: number; label: string; testId?: string }) {
  const { picture, size, label, testId } = props;
  return (
    <svg
      className={css.picture}
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
      role="img"
      aria-label={label}
      data-testid={testId}
    >
      <path d={picture} />
    </svg>
  );
}

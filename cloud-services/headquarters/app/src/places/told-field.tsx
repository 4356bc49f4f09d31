import { type ReactNode, useId } from 'react';
import filterCss from '../filters/filters.module.css';
import css from './places.module.css';

/** A field with its label, what helps to fill it in, and what is wrong with it. The child gets what ties them together. */
export function ToldField(props: {
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  /** Lines of text want room. */
  isWide?: boolean;
  children: (
    aria: Readonly<{ id: string; 'aria-describedby': string; 'aria-invalid': boolean }>,
  ) => ReactNode;
}) {
  const { label, hint, fault, isWide = false, children } = props;
  const id = useId();
  return (
    <div className={isWide ? `${css.told} ${css.wide}` : css.told}>
      <label className={filterCss.field} htmlFor={`${id}-field`}>
        <span>{label}</span>
        {children({ id: `${id}-field`, 'aria-describedby': id, 'aria-invalid': fault !== undefined })}
      </label>
      <small id={id} className={fault === undefined ? 'muted' : css.fault}>
        {fault ?? hint}
      </small>
    </div>
  );
}

import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import css from './code.module.css';

export function Code(props: { title: string; text: string }) {
  const { title, text } = props;
  const [copied, setCopied] = useState('');
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(text));
  return (
    <figure className={css.code}>
      <figcaption>
        <span>{title}</span>
        <button type="button" onClick={copy}>
          {copied === text ? <Trans>Copié</Trans> : <Trans>Copier</Trans>}
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.1.1). */}
      <pre tabIndex={0}>{text}</pre>
    </figure>
  );
}

import type { ReactNode } from 'react';

/** What may be wider than a small screen: scrolled sideways, by keys too. @param className a sheet of its own unless told. */
export function Scrolled({ className = 'sheet', children }: { className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.1.1).
    <div className={`scroll ${className}`} tabIndex={0}>
      {children}
    </div>
  );
}

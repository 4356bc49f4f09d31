import type { FieldChange } from '@comptoir/product/api';
import { useLingui } from '@lingui/react/macro';
import css from './audit.module.css';
import { useAuditWords } from './use-audit-words.ts';

/** From what to what. */
export function ChangeList({ changes }: { changes: readonly FieldChange[] }) {
  const { t } = useLingui();
  const { fieldOf, textOf } = useAuditWords();
  return (
    <ul className={css.changes}>
      {changes.map((change) => (
        <li key={`${change.field} ${change.in ?? ''}`}>
          <span className="muted">
            {fieldOf(change)}
            {change.in === undefined ? '' : ` (${change.in})`}
          </span>{' '}
          <del>
            <span className="visually-hidden">{t`avant :`} </span>
            {textOf(change.before)}
          </del>{' '}
          <span aria-hidden="true">→</span>{' '}
          <ins>
            <span className="visually-hidden">{t`après :`} </span>
            {textOf(change.after)}
          </ins>
        </li>
      ))}
    </ul>
  );
}

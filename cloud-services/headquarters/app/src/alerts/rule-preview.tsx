import type { AlertPreviewRequest } from '@comptoir/reporting/api';
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { FaultMessage } from '../gateway/fault-message.tsx';
import css from './alerts.module.css';
import { useMoment } from './alerts-page.tsx';
import { useFigureText } from './use-alert-words.ts';
import { useRules } from './use-rules.ts';

/** Tries a rule on the last thirty days. What it said of another rule is not shown. */
export function RulePreview({ judged }: { judged: AlertPreviewRequest }) {
  const { t } = useLingui();
  const moment = useMoment();
  const figuresOf = useFigureText();
  const { preview } = useRules();
  const isOfThis = JSON.stringify(preview.variables) === JSON.stringify(judged);
  const tried = isOfThis ? preview.data : undefined;
  const times = tried?.times ?? 0;
  const since = tried?.knownSince ?? '';
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={preview.isPending}
        onClick={() => preview.mutate(judged)}
        data-testid="preview-rule"
      >
        {t`Essayer sur les 30 derniers jours`}
      </button>
      {isOfThis && preview.error ? <FaultMessage fault={preview.error} /> : null}
      {tried ? (
        <div role="status">
          <p data-testid="preview-times">
            {plural(times, {
              one: 'Elle aurait sonné # fois en 30 jours.',
              other: 'Elle aurait sonné # fois en 30 jours.',
            })}{' '}
            {since === '' ? null : t`Ce n’est connu que depuis le ${since}.`}
          </p>
          {tried.examples.length > 0 ? (
            <ul className={`sheet ${css.list}`}>
              {tried.examples.map((example) => (
                <li
                  key={`${example.at} ${example.storeId} ${example.product?.productId} ${example.registerId}`}
                >
                  <span className={css.when}>{moment(example.at)}</span>
                  <span className={css.what}>
                    {example.store === null ? '' : `${example.store} · `}
                    {figuresOf(judged.kind, example)}
                  </span>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

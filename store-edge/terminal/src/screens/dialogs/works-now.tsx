import { Trans, useLingui } from '@lingui/react/macro';
import { actionWords, conditionWords, partWords, standingWords } from '../../i18n/works-words.ts';
import { useTill } from '../../till/store.ts';
import {
  type Action,
  actions,
  type Condition,
  cellOf,
  conditions,
  conditionsOf,
  partlyCells,
  type Standing,
  standingOf,
} from '../../till/what-works.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';

const standings = ['not-now', 'partly', 'works'] as const;

/** Everything that a cashier does, and whether it works at this moment, what does not first; then what each state stops. */
export function WorksNow() {
  // Its words follow the language.
  useLocale();
  const link = useTill((state) => state.link);
  const edge = useTill((state) => state.edge);
  const now = conditionsOf({ link, edge });
  return (
    <section aria-labelledby="works-now" className={css.form} data-testid="works-now">
      <h3 id="works-now" className={css.worksTitle}>
        <Trans>Ce qui fonctionne maintenant</Trans>
      </h3>
      {now.length === 0 ? (
        <p className={css.words}>
          <Trans>Tout fonctionne.</Trans>
        </p>
      ) : (
        <ul className={css.works}>
          {standings.flatMap((standing) =>
            actions
              .filter((action) => standingOf(action, now) === standing)
              .map((action) => <Now key={action} {...{ action, standing, now }} />),
          )}
        </ul>
      )}
      <h3 className={css.worksTitle}>
        <Trans>Dans chaque état</Trans>
      </h3>
      <dl className={css.inStates}>
        {conditions.map((condition) => (
          <InState key={condition} condition={condition} holds={now.includes(condition)} />
        ))}
      </dl>
    </section>
  );
}

type NowProps = Readonly<{ action: Action; standing: Standing; now: readonly Condition[] }>;

function Now({ action, standing, now }: NowProps) {
  const { t } = useLingui();
  const parts = partWords();
  const part = partlyCells(action, now).map((cell) => parts[cell]);
  return (
    <li data-standing={standing} data-testid={`works-${action}`}>
      {t`${actionWords()[action]} : ${standingWords()[standing]}`}
      {standing === 'partly' ? <small className={css.part}> {part.join(', ')}</small> : null}
    </li>
  );
}

/** One state: what it stops, and what it leaves in part. */
function InState({ condition, holds }: Readonly<{ condition: Condition; holds: boolean }>) {
  const [names, words] = [actionWords(), standingWords()];
  const of = (standing: Standing) =>
    actions.filter((action) => cellOf(action, condition) === standing).map((action) => names[action]);
  return (
    <div data-testid={`works-in-${condition}`} data-holds={holds}>
      <dt>
        {conditionWords()[condition]}
        {holds ? <Trans> (maintenant)</Trans> : null}
      </dt>
      {standings.map((standing) =>
        standing === 'works' || of(standing).length === 0 ? null : (
          <dd key={standing} data-standing={standing}>
            <strong>{words[standing]}</strong> {of(standing).join(' · ')}
          </dd>
        ),
      )}
    </div>
  );
}

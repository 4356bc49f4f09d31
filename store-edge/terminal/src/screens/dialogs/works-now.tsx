import type { Locale } from '@comptoir/ui-kit';
import { Trans } from '@lingui/react/macro';
import { actionWords, conditionWords, partWords, standingWords } from '../../i18n/works-words.ts';
import { useTill } from '../../till/store.ts';
import {
  type Action,
  actions,
  type Condition,
  conditions,
  conditionsOf,
  partlyCells,
  standingOf,
} from '../../till/what-works.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';

const standings = ['not-now', 'partly', 'works'] as const;

/** Everything that a cashier does, and whether it works at this moment, what does not first; then what each state would stop. */
export function WorksNow() {
  const link = useTill((state) => state.link);
  const edge = useTill((state) => state.edge);
  const now = conditionsOf({ link, edge });
  const locale = useLocale();
  const [names, words, parts] = [actionWords(), standingWords(), partWords()];
  const partOf = (action: Action) =>
    partlyCells(action, now)
      .map((cell) => parts[cell])
      .join(', ');
  return (
    <section aria-labelledby="works-now" data-testid="works-now">
      <h3 id="works-now" className={css.worksTitle}>
        <Trans>Ce qui fonctionne maintenant</Trans>
      </h3>
      <ul className={css.works}>
        {standings.map((standing) =>
          actions
            .filter((action) => standingOf(action, now) === standing)
            .map((action) => (
              <li key={action} data-standing={standing} data-testid={`works-${action}`}>
                {names[action]} : {words[standing]}
                {standing === 'partly' ? <small className={css.part}>{partOf(action)}</small> : null}
              </li>
            )),
        )}
      </ul>
      <h3 className={css.worksTitle}>
        <Trans>Dans chaque état</Trans>
      </h3>
      <dl className={css.works}>
        {conditions.map((condition) => (
          <InState key={condition} condition={condition} holds={now.includes(condition)} locale={locale} />
        ))}
      </dl>
    </section>
  );
}

/** One state: what it stops, and what it leaves in part. */
function InState({
  condition,
  holds,
  locale,
}: Readonly<{ condition: Condition; holds: boolean; locale: Locale }>) {
  const [names, words] = [actionWords(), standingWords()];
  const list = new Intl.ListFormat(locale, { type: 'unit' });
  const of = (standing: 'not-now' | 'partly') =>
    actions.filter((action) => standingOf(action, [condition]) === standing).map((action) => names[action]);
  return (
    <div data-testid={`works-in-${condition}`} data-holds={holds}>
      <dt className={css.strong}>
        {conditionWords()[condition]}
        {holds ? <Trans> (maintenant)</Trans> : null}
      </dt>
      {(['not-now', 'partly'] as const).map((standing) =>
        of(standing).length === 0 ? null : (
          <dd key={standing} className={css.inState} data-standing={standing}>
            {words[standing]} : {list.format(of(standing))}
          </dd>
        ),
      )}
    </div>
  );
}

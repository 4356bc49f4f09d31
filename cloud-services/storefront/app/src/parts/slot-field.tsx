import { useLingui } from '@lingui/react/macro';
import { useClock } from '../i18n/use-clock.ts';
import type { Slot } from '../shared/shapes/checkout.ts';
import type { FieldFault } from '../shared/shapes/form.ts';
import css from './form.module.css';
import { useFaultWords } from './form.tsx';

const keyOf = ({ startsAt, endsAt }: Slot) => `${startsAt}/${endsAt}`;

/** When it is collected or delivered; unless something is chosen, as soon as it goes. */
export function SlotField(props: {
  label: string;
  slots: readonly Slot[];
  /** What was chosen before: it is offered also where nobody else may have it. */
  chosen?: Slot | null;
  fault?: FieldFault | undefined;
}) {
  const { label, slots, chosen = null, fault } = props;
  const { t } = useLingui();
  const clock = useClock();
  const words = useFaultWords();
  const isOffered = chosen === null || slots.some((slot) => keyOf(slot) === keyOf(chosen));
  const offered = isOffered ? slots : [chosen, ...slots];
  if (offered.length === 0) return null;
  return (
    <div className={css.field}>
      <label htmlFor="slot">{label}</label>
      {fault ? (
        <span className={css.fault} id="slot-fault">
          {words(fault)}
        </span>
      ) : null}
      <select
        id="slot"
        name="slot"
        key={offered.map(keyOf).join()}
        defaultValue={chosen === null ? '' : keyOf(chosen)}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : 'slot-fault'}
        data-testid="slot"
      >
        <option value="">{t`Dès que possible`}</option>
        {offered.map((slot) => (
          <option key={keyOf(slot)} value={keyOf(slot)}>
            {clock.slot(slot)}
          </option>
        ))}
      </select>
    </div>
  );
}

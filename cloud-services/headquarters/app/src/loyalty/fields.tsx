import filterCss from '../filters/filters.module.css';

export function TextField(props: {
  label: string;
  value: string;
  onText: (text: string) => void;
  type?: 'text' | 'date' | 'datetime-local';
  testId: string;
}) {
  const { label, value, onText, type = 'text', testId } = props;
  return (
    <label className={filterCss.field}>
      <span>{label}</span>
      <input type={type} value={value} onChange={({ target }) => onText(target.value)} data-testid={testId} />
    </label>
  );
}

/** A whole number, or nothing. */
export function NumberField(props: {
  label: string;
  value: number | null;
  onNumber: (value: number | null) => void;
  testId: string;
}) {
  const { label, value, onNumber, testId } = props;
  return (
    <label className={filterCss.field}>
      <span>{label}</span>
      <input
        type="number"
        min={0}
        step={1}
        value={value ?? ''}
        onChange={({ target }) => onNumber(target.value === '' ? null : Math.trunc(Number(target.value)))}
        data-testid={testId}
      />
    </label>
  );
}

/** Several of a list, by ticking. They are told in the order in which they were ticked. */
export function Choices<K extends string>(props: {
  legend: string;
  options: readonly Readonly<{ key: K; name: string }>[];
  chosen: readonly K[];
  onChosen: (chosen: readonly K[]) => void;
}) {
  const { legend, options, chosen, onChosen } = props;
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {options.map(({ key, name }) => (
        <label key={key} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(key)}
            onChange={({ target }) =>
              onChosen(target.checked ? [...chosen, key] : chosen.filter((one) => one !== key))
            }
            data-testid={`choice-${key}`}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

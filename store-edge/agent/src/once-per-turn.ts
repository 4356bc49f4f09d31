/** Many changes within one turn of the loop are told once. */
export function oncePerTurn(tell: () => void): Readonly<{ soon: () => void; stop: () => void }> {
  let planned: NodeJS.Immediate | undefined;
  let stopped = false;
  const soon = () => {
    if (planned || stopped) return;
    planned = setImmediate(() => {
      planned = undefined;
      tell();
    });
  };
  const stop = () => {
    stopped = true;
    if (planned) clearImmediate(planned);
  };
  return { soon, stop };
}

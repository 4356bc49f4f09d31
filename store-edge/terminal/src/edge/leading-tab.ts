/** One tab sells. A second waits, and takes over when the first is closed. Source: requirement E8. */
const lockName = 'comptoir-till';

/** @param onWaiting called when another tab holds the till. Resolves once this tab leads; it leads until it is closed. */
export async function lead(onWaiting: () => void): Promise<void> {
  const { held } = await navigator.locks.query();
  if (held?.some((lock) => lock.name === lockName)) onWaiting();
  return new Promise((resolve) => {
    void navigator.locks.request(lockName, () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
  });
}

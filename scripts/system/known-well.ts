/** Whether those who call an instance know that it is well: until then, ending another one of its service would leave them nobody. */
import type { Run } from './run-file.ts';

const answerTimeoutMs = 2_000;

async function figuresOf(address: string): Promise<readonly string[]> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(answerTimeoutMs) });
  return (await answer.text()).split('\n');
}

/**
 * @param lines figures in Prometheus' text form.
 * @returns whether the gateway sends nobody there, or a service's circuit to it is open.
 */
export function isAvoided(lines: readonly string[], target: string): boolean {
  return lines.some((line) => {
    if (!line.includes(`target="${target}"`)) return false;
    const value = Number(line.slice(line.lastIndexOf(' ') + 1));
    return line.startsWith('kong_upstream_target_health{')
      ? line.includes('state="healthy"') && value === 0
      : line.startsWith('neighbour_circuit_open{') && value > 0;
  });
}

/** @throws Error when one of them does not answer. */
export async function isKnownWell(run: Run, instance: string): Promise<boolean> {
  const { host } = new URL(run.interfaces[instance] ?? '');
  const callers = [
    `${run.gateway}/_gateway/metrics`,
    ...Object.values(run.services).map((service) => `${service}/metrics`),
  ];
  const told = await Promise.all(callers.map(figuresOf));
  return told.every((lines) => !isAvoided(lines, host));
}

/** Fills the house with the demo, unless the same demo has already filled it. */
import { existsSync } from 'node:fs';
import { sourceHash } from '../building/source-hash.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { type Home, readWhole, writeWhole } from './home.ts';

interface State {
  readonly seeded?: string;
}

/** The seed itself is idempotent; leaving it out only saves time. In this process, so that none goes on once this one was killed. */
export async function seed(home: Home, note: (text: string) => void): Promise<void> {
  const hash = sourceHash(['scripts', 'cloud-services/product/data']);
  const state = readWhole<State>(home.state) ?? {};
  if (state.seeded === hash && existsSync(home.demo)) return note('already there');
  await seedDemo(home, note);
  writeWhole(home.state, { ...readWhole<State>(home.state), seeded: hash });
}

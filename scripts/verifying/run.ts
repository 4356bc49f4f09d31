/** Runs a verification as a command: 0 whole, 1 findings, 2 could not be read. */
import { type Options, optionsOf } from './options.ts';
import { type Source, verified } from './source.ts';
import { asJson, tell } from './told.ts';

export async function run(sourceOf: (options: Options) => Source | Promise<Source>): Promise<void> {
  try {
    const options = optionsOf(process.argv.slice(2), process.env);
    const told = await verified(await sourceOf(options));
    process.stdout.write(`${options.asJson ? asJson(told) : tell(told, options.language)}\n`);
    process.exitCode = told.findings.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}

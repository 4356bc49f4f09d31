/** The verifier that head office hands out: one file, plain Node, no network: `node verify-archive.mjs ARCHIVE`. */
import { archiveFile } from './archive-file.ts';
import { run } from './run.ts';

await run(({ what, trustedKey }) => archiveFile(what, trustedKey));

// Starts the worker from its TypeScript source, in development and in tests: a thread does not inherit tsx from its parent.
import { tsImport } from 'tsx/esm/api';

await tsImport('./reading-worker.ts', import.meta.url);

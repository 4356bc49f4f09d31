/** How one of our processes is started. Plain data: it is written to disk and compared. */
export interface ProcessCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the environment of whoever starts it. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What asks this program for an orderly end. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
}

/**
 * What a store's launcher and the agent that it keeps running tell each other, over Node's channel between a process and its child.
 * Launchers outlive releases: members are only ever added, and unknown ones ignored. Source: docs/releases.md.
 */
import { z } from 'zod';
import { versionText } from './version.ts';

/** A release that did not come up in this store, and why; told to the cloud with each session. */
export const failedRelease = z.object({
  version: versionText,
  why: z.string().max(2_000),
  at: z.iso.datetime(),
});
export type FailedRelease = z.infer<typeof failedRelease>;

/** In the environment of an agent that a launcher starts, as JSON. */
export const launcherVariable = 'COMPTOIR_LAUNCHER';
export const launcherFacts = z.object({
  /** Come up, show where, and begin nothing until you are accepted. */
  onTrial: z.boolean(),
  failed: failedRelease.optional(),
});
export type LauncherFacts = z.infer<typeof launcherFacts>;

/** How far the journal goes, as a text to be compared: an agent on trial must find what the one before it left. */
const tail = z.string().max(200);

export const fromAgent = z.discriminatedUnion('type', [
  /** What the cloud wants this store to run. */
  z.object({ type: z.literal('wanted'), version: versionText }),
  z.object({ type: z.literal('on-trial'), port: z.int().positive(), tail }),
  /** Its files are closed and copied; it ends. */
  z.object({ type: z.literal('left'), tail }),
]);
export type FromAgent = z.infer<typeof fromAgent>;

export const fromLauncher = z.discriminatedUnion('type', [
  /** A release lies ready: end at a quiet moment, and leave a copy of the data in this folder, which is empty. */
  z.object({ type: z.literal('leave'), version: versionText, copyTo: z.string() }),
  z.object({ type: z.literal('accepted') }),
]);
export type FromLauncher = z.infer<typeof fromLauncher>;

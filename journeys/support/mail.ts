/** What the mail catcher holds: the letters that the house has sent. */
import { expect } from 'vitest';
import { run } from './house.ts';

export type Letter = Readonly<{ subject: string; text: string; to: readonly string[] }>;

export async function lettersTo(address: string): Promise<Letter[]> {
  const answer = await fetch(`${run.mail}/api/messages?to=${encodeURIComponent(address)}`);
  const { items } = (await answer.json()) as { items: Letter[] };
  return items;
}

/** Waits for a letter whose subject says this. */
export async function letterTo(address: string, subject: RegExp): Promise<Letter> {
  const find = async () => (await lettersTo(address)).find((letter) => subject.test(letter.subject));
  await expect.poll(find, { timeout: 40_000 }).toBeDefined();
  const letter = await find();
  if (!letter) throw new Error(`no letter «${subject}» to ${address}`);
  return letter;
}

export function linkIn(letter: Letter, path: RegExp): string {
  const found = (letter.text.match(/https?:\/\/\S+/g) ?? []).find((link) =>
    path.test(new URL(link).pathname),
  );
  if (!found) throw new Error(`no link to ${path} in «${letter.subject}»:\n${letter.text}`);
  return found;
}

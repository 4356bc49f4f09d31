/** Turns what benches print (one JSON object a figure) into one table line each; anything else passes as it is. */
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  let text = line;
  try {
    const { name, ours, peer, ratio, goal, met } = JSON.parse(line);
    text = [name, ours, peer, ratio, goal, met ? 'green' : 'red'].join(' | ');
  } catch {
    // Not a figure.
  }
  process.stdout.write(`${text}\n`);
}

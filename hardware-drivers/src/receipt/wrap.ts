/** Lines of at most `columns` characters, broken between words; a word longer than a line is cut. An empty text is one empty line. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((one) => one !== '')) {
    if (line !== '' && line.length + 1 + word.length <= columns) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (line.length > columns) {
      lines.push(line.slice(0, columns));
      line = line.slice(columns);
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/**
 * A label and an amount on the lines they need: the label wraps, the amount is whole, at the right end of the last line, with at least
 * one blank before it.
 */
export function pair(left: string, right: string, columns: number, indent = 0): string[] {
  const width = Math.max(columns - indent, 1);
  const lines = wrap(left, width).map((line) => ' '.repeat(indent) + line);
  const last = lines.at(-1) ?? '';
  if (last.length + 1 + right.length <= columns)
    return [...lines.slice(0, -1), last + right.padStart(columns - last.length)];
  return [...lines, ...(right.length <= columns ? [right.padStart(columns)] : wrap(right, columns))];
}

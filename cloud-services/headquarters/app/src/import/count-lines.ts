/** How many lines a file has, at most so many rows: what its progress is measured against. Holds a piece of it at a time. */
export async function countLines(file: Blob): Promise<number> {
  const reader = file.stream().getReader();
  let lines = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read())
    for (const byte of read.value) if (byte === lineFeed) lines += 1;
  return lines;
}

const lineFeed = 10;

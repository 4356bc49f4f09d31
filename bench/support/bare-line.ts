/** The peer of a scan at the till: a page that paints one line for each message of a socket, and does nothing else. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';

/** As the till measures: to the first task after the frame that shows the line. */
const page = `<!doctype html><ul></ul><script>
  new EventSource('/lines').onmessage = ({ data }) => {
    const line = document.createElement('li');
    line.textContent = data;
    document.querySelector('ul').append(line);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => painted(performance.timeOrigin + performance.now());
      port2.postMessage(null);
    });
  };
</script>`;

/** `paint` sends a message. @returns milliseconds from there to the painted line. */
export async function openBareLine(browser: Browser) {
  let stream: ServerResponse | undefined;
  const server = createServer((request, response) => {
    if (request.url !== '/lines') return void response.setHeader('content-type', 'text/html').end(page);
    stream = response.writeHead(200, { 'content-type': 'text/event-stream' });
    stream.write(': begins\n\n');
    opened();
  });
  let opened = () => {};
  const isOpen = new Promise<void>((resolve) => {
    opened = resolve;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const context = await browser.newContext();
  const tab = await context.newPage();
  let told: (atMs: number) => void = () => {};
  await tab.exposeFunction('painted', (atMs: number) => told(atMs));
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await isOpen;
  return {
    async paint(text: string): Promise<number> {
      const painted = new Promise<number>((resolve) => {
        told = resolve;
      });
      const sentMs = performance.timeOrigin + performance.now();
      stream?.write(`data: ${text}\n\n`);
      return (await painted) - sentMs;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

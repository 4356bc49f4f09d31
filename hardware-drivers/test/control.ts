/** Plays with a simulator by its control port, as a person at the devices page does. */
export function controlOf(simulator: Readonly<{ controlPort: number }>) {
  const at = `http://127.0.0.1:${simulator.controlPort}`;
  return {
    async post(path: string, body: unknown = {}): Promise<number> {
      const response = await fetch(at + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      await response.arrayBuffer();
      return response.status;
    },
    text: async (path: string): Promise<string> => (await fetch(at + path)).text(),
    json: async <Shape>(path: string): Promise<Shape> => (await fetch(at + path)).json() as Promise<Shape>,
  };
}

/** What a call to the edge came to. A foreseen refusal is a value; only silence is `unreachable`. */
export type Problem = Readonly<{ type: string; status: number; members: Readonly<Record<string, unknown>> }>;

export type Reply<Body> =
  | Readonly<{ is: 'ok'; status: number; body: Body }>
  | Readonly<{ is: 'problem'; problem: Problem }>
  | Readonly<{ is: 'unreachable' }>;

/** `/problems/wrong-pin` and `https://…/problems/wrong-pin` → `wrong-pin`. Source: RFC 9457. */
export function problemType(body: unknown, status: number): string {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  return typeof type === 'string' && type !== 'about:blank'
    ? (type.split('/').at(-1) ?? type)
    : `http-${status}`;
}

export async function replyOf<Body>(response: Response): Promise<Reply<Body>> {
  const text = await response.text();
  const body: unknown = text === '' ? null : parsed(text);
  if (response.ok) return { is: 'ok', status: response.status, body: body as Body };
  // Something in between speaks for an edge that is not there; the edge itself always names its problem.
  const named = problemType(body, response.status);
  if (named.startsWith('http-5')) return { is: 'unreachable' };
  const members = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return { is: 'problem', problem: { type: named, status: response.status, members } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

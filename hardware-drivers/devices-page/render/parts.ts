import { html, type Markup } from '../html.ts';

export type Tone = 'done' | 'info' | 'warn' | 'danger' | 'quiet';

export const badge = (tone: Tone, text: string): Markup => html`<span class="badge ${tone}">${text}</span>`;

/** A button that calls a device's control: `act` is its path, `body` what is sent, `key` keeps the focus over a redraw. */
export function action(
  label: string,
  act: string,
  body: unknown = {},
  options: { class?: string; pressed?: boolean } = {},
): Markup {
  const sent = JSON.stringify(body);
  const pressed = options.pressed === undefined ? '' : html` aria-pressed="${String(options.pressed)}"`;
  return html`<button type="button" class="${options.class ?? ''}" data-act="${act}" data-body="${sent}" data-key="${act} ${Object.keys(Object(body)).join()} ${options.class ?? ''}"${pressed}>${label}</button>`;
}

/** On or off; a press sends the other. */
export function toggle(
  label: string,
  act: string,
  member: string,
  on: boolean,
  values: readonly [unknown, unknown] = [false, true],
): Markup {
  return action(label, act, { [member]: values[on ? 0 : 1] }, { class: 'toggle', pressed: on });
}

/** Every state × every event. A new event does not compile until each state has an answer to it. */
import type { ModeName, Moment, Step, UploaderEvent, UploaderEventName, UploaderState } from './types.ts';

export type In<M extends ModeName> = UploaderState & { readonly mode: { readonly at: M } };
export type Of<E extends UploaderEventName> = Extract<UploaderEvent, { type: E }>;
export type Row<M extends ModeName> = {
  readonly [E in UploaderEventName]: (state: In<M>, event: Of<E>, moment: Moment) => Step;
};
export type Table = { readonly [M in ModeName]: Row<M> };

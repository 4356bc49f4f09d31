/** The spans of a trace as a tree in reading order, with where each stands in the whole. Pure. */
import type { SpanRow } from './otlp.ts';

export type Bar = Readonly<{
  span: SpanRow;
  depth: number;
  /** Parts of the whole, 0 to 1. */
  from: number;
  width: number;
}>;

/** Beyond this names have no room; deeper ones stand below one another. */
const depthMax = 12;

/** What names a parent that is not here (lost, not kept, or still on its way) stands at the beginning of a tree of its own. */
export function waterfall(spans: readonly SpanRow[]): Bar[] {
  if (spans.length === 0) return [];
  const startUs = Math.min(...spans.map((span) => span.startUs));
  const endUs = Math.max(...spans.map((span) => span.startUs + span.durationUs));
  const wholeUs = Math.max(1, endUs - startUs);
  const known = new Set(spans.map(({ spanId }) => spanId));
  const children = new Map<string, SpanRow[]>();
  for (const span of spans) {
    const parent = known.has(span.parentId) && span.parentId !== span.spanId ? span.parentId : '';
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  const bars: Bar[] = [];
  const seen = new Set<string>();
  const add = (span: SpanRow, depth: number) => {
    // A circle, which only a broken sender makes, ends here.
    if (seen.has(span.spanId)) return;
    seen.add(span.spanId);
    bars.push({
      span,
      depth: Math.min(depth, depthMax),
      from: (span.startUs - startUs) / wholeUs,
      width: span.durationUs / wholeUs,
    });
    for (const child of inTime(children.get(span.spanId) ?? [])) add(child, depth + 1);
  };
  for (const root of inTime(children.get('') ?? [])) add(root, 0);
  for (const span of spans) add(span, 0);
  return bars;
}

const inTime = (spans: readonly SpanRow[]) => [...spans].sort((a, b) => a.startUs - b.startUs);

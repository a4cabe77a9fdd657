// Overlapping highlights: the text is cut where any span begins or ends, and each piece knows all spans over it.

export interface Span {
  id: string;
  start: number;
  end: number;
}

export interface Segment {
  start: number;
  end: number;
  over: string[];
}

/** Cut characters `low` to `high` at the edges of the spans that reach into them. Offsets are in code points. */
export function segments(low: number, high: number, spans: Span[]): Segment[] {
  const near = spans.filter((span) => span.start < high && span.end > low && span.end > span.start);
  const edges = [...new Set([low, high, ...near.flatMap((span) => [Math.max(span.start, low), Math.min(span.end, high)])])];
  edges.sort((a, b) => a - b);
  const found: Segment[] = [];
  for (let n = 0; n + 1 < edges.length; n++) {
    const start = edges[n] ?? low;
    const end = edges[n + 1] ?? high;
    found.push({ start, end, over: near.filter((span) => span.start <= start && span.end >= end).map((span) => span.id) });
  }
  return found;
}

// What is selected in the reader, as offsets of the working text. Every piece of text says where it starts.
import { countPoints } from './points';

export interface Selected {
  start: number;
  end: number;
}

function offset(node: Node, at: number): number | null {
  const element = node instanceof Element ? node : node.parentElement;
  const piece = element?.closest<HTMLElement>('[data-start]');
  if (!piece) return null;
  const before = document.createRange();
  before.selectNodeContents(piece);
  try {
    before.setEnd(node, at);
  } catch {
    return null;
  }
  return Number(piece.dataset.start) + countPoints(before.toString());
}

/** The selection inside an element, or null where there is none. */
export function selected(within: Element): Selected | null {
  const chosen = window.getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  if (!within.contains(range.commonAncestorContainer)) return null;
  const start = offset(range.startContainer, range.startOffset);
  let end = offset(range.endContainer, range.endOffset);
  if (end === null) {
    // A triple click ends at the start of what follows the paragraph.
    const pieces = [...within.querySelectorAll<HTMLElement>('[data-start]')].filter((piece) => range.intersectsNode(piece));
    const last = pieces.at(-1);
    end = last ? Number(last.dataset.start) + countPoints(last.textContent ?? '') : null;
  }
  return start === null || end === null || start >= end ? null : { start, end };
}

// Offsets of the case count code points; JavaScript strings count UTF-16 units. They differ behind every character of a
// pair of units, and only there: for a long text the places of these pairs are kept, not a list of all characters.

export class Points {
  readonly #pairs: number[] = [];
  readonly length: number;

  constructor(readonly text: string) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit >= 0xd800 && unit < 0xdc00 && at + 1 < text.length) {
        const next = text.charCodeAt(at + 1);
        if (next >= 0xdc00 && next < 0xe000) this.#pairs.push(at++);
      }
    }
    this.length = text.length - this.#pairs.length;
  }

  /** The characters between two offsets in code points. */
  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }

  /** The UTF-16 unit at which a code point begins. */
  unit(point: number): number {
    if (!this.#pairs.length) return point;
    // The n-th pair (from 0) is code point pairs[n] - n.
    let [low, high] = [0, this.#pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pairs[middle] ?? 0) - middle < point) low = middle + 1;
      else high = middle;
    }
    return point + low;
  }

  /** The code point that stands at a UTF-16 unit. */
  point(unit: number): number {
    let [low, high] = [0, this.#pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pairs[middle] ?? 0) < unit) low = middle + 1;
      else high = middle;
    }
    return unit - low;
  }

  /** All places of some words, in code points. */
  find(words: string): number[] {
    const found: number[] = [];
    if (!words) return found;
    for (let at = this.text.indexOf(words); at >= 0 && found.length < 1000; at = this.text.indexOf(words, at + 1)) {
      found.push(this.point(at));
    }
    return found;
  }
}

export const countPoints = (text: string): number => new Points(text).length;

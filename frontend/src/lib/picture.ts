// The matrix of explanations as a picture (SVG, and from it PNG) and as a table (CSV, RFC 4180).

export interface PictureRow {
  text: string;
  origin: string;
  diagnosticity: number | null;
  marks: string[];
}

export interface Picture {
  title: string;
  heads: { short: string; text: string }[];
  rows: PictureRow[];
}

const WIDE = 54; // letters a line of evidence
const LINE = 17;

export function escapeXml(text: string): string {
  // Control characters have no place in XML 1.0, escaped or not.
  const clean = [...text].filter((letter) => letter >= ' ' || letter === '\n' || letter === '\t').join('');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Break words into lines of at most so many letters; a longer word is cut. */
export function lines(text: string, wide: number): string[] {
  const found: string[] = [];
  let line = '';
  for (let word of text.split(/\s+/).filter(Boolean)) {
    while (word.length > wide) {
      if (line) found.push(line);
      line = '';
      found.push(word.slice(0, wide));
      word = word.slice(wide);
    }
    if (line && line.length + 1 + word.length > wide) {
      found.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line || !found.length ? [...found, line] : found;
}

const COLOURS: Record<string, string> = { CC: '#cfe6d6', C: '#e6f2e9', I: '#f8e0d8', II: '#efbfb0' };

/** The picture, light on white so that it prints; colour never alone: each mark is written out. */
export function svg(picture: Picture): string {
  const left = 24 + WIDE * 7.2;
  const column = 62;
  const width = Math.ceil(left + 70 + picture.heads.length * column + 24);
  const parts: string[] = [];
  const text = (x: number, y: number, words: string, more = ''): void => {
    parts.push(`<text x="${x}" y="${y}" ${more}>${escapeXml(words)}</text>`);
  };
  let y = 34;
  for (const line of lines(picture.title, Math.floor(width / 10))) {
    text(24, y, line, 'font-size="17" font-weight="600"');
    y += 23;
  }
  for (const head of picture.heads) {
    for (const [n, line] of lines(`${head.short}  ${head.text}`, Math.floor((width - 48) / 7.2)).entries()) {
      text(n ? 52 : 24, y, line);
      y += LINE;
    }
  }
  y += 14;
  text(24, y, 'Evidence, one row an origin', 'font-weight="600"');
  text(left, y, 'tells apart', 'font-weight="600"');
  picture.heads.forEach((head, n) => text(left + 70 + n * column + column / 2, y, head.short, 'font-weight="600" text-anchor="middle"'));
  y += 10;
  for (const row of picture.rows) {
    const words = [...lines(row.text, WIDE), ...lines(row.origin, WIDE)];
    const own = lines(row.text, WIDE).length;
    const height = words.length * LINE + 10;
    parts.push(`<line x1="24" x2="${width - 24}" y1="${y}" y2="${y}" stroke="#d8d4ca"/>`);
    row.marks.forEach((mark, n) => {
      const colour = COLOURS[mark];
      if (colour) parts.push(`<rect x="${left + 70 + n * column + 4}" y="${y + 4}" width="${column - 8}" height="${height - 8}" fill="${colour}" rx="3"/>`);
      text(left + 70 + n * column + column / 2, y + height / 2 + 5, mark, 'text-anchor="middle"');
    });
    words.forEach((line, n) => text(24, y + LINE * (n + 1), line, n >= own ? 'fill="#5c5850" font-size="12"' : ''));
    text(left, y + LINE, row.diagnosticity === null ? '–' : row.diagnosticity.toFixed(1));
    y += height;
  }
  y += 22;
  text(24, y, 'CC very consistent, C consistent, N neutral, I inconsistent, II very inconsistent, NA not applicable, ≠ people differ.', 'fill="#5c5850" font-size="12"');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y + 20}" viewBox="0 0 ${width} ${y + 20}" font-family="Inter, 'Noto Sans', 'Noto Sans Arabic', 'DejaVu Sans', sans-serif" font-size="13" fill="#1d1c1a"><rect width="100%" height="100%" fill="#ffffff"/>${parts.join('')}</svg>`;
}

/** The table. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csv(picture: Picture): string {
  const cell = (value: string): string => {
    const safe = /^[=+\-@\t\r]/.test(value) && value !== '–' ? `'${value}` : value;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const head = ['evidence', 'origin', 'tells_apart', ...picture.heads.map((one) => `${one.short} ${one.text}`)];
  const body = picture.rows.map((row) => [row.text, row.origin, row.diagnosticity === null ? '' : String(row.diagnosticity), ...row.marks]);
  return [head, ...body].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** Hand a file to the person. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Draw an SVG at twice its size, so that it stays sharp in print. */
export async function png(drawn: string): Promise<Blob> {
  const picture = new Image();
  const address = URL.createObjectURL(new Blob([drawn], { type: 'image/svg+xml' }));
  try {
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement('canvas');
    // Browsers refuse larger canvases; a very long matrix gets fewer dots instead.
    const scale = Math.min(2, 16_000 / picture.height, 16_000 / picture.width);
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('the picture could not be drawn'))), 'image/png'));
  } finally {
    URL.revokeObjectURL(address);
  }
}

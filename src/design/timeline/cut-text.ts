export type Measure = (text: string) => number;

/** The longest beginning that fits, with an ellipsis; nothing where not even three letters do. */
export function cutText(text: string, room: number, measure: Measure): string {
  if (measure(text) <= room) return text;
  let low = 0;
  let high = text.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${text.slice(0, middle)}…`) <= room) low = middle;
    else high = middle - 1;
  }
  return low < 3 ? '' : `${text.slice(0, low).trimEnd()}…`;
}

/** Remembers widths: measuring is the dearest thing that a frame does. */
export function rememberingMeasure(measure: Measure, most = 20_000): Measure {
  const known = new Map<string, number>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    const width = measure(text);
    known.set(text, width);
    return width;
  };
}

/** Remembers cut texts by the room in steps of two pixels. */
export function rememberingCut(measure: Measure, most = 20_000): (text: string, room: number) => string {
  const known = new Map<string, string>();
  return (text, room) => {
    const step = Math.floor(room / 2) * 2;
    const key = `${step}|${text}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    const cut = cutText(text, step, measure);
    known.set(key, cut);
    return cut;
  };
}

const narrow = new Set([..."fijlrtI.,:;|!'()[] -"]);
const wide = new Set([...'mwMWGOQ@%']);

/** Width by rule of thumb where nothing can be measured: on the server. Errs to the wide side. */
export const estimatedWidth =
  (size: number): Measure =>
  (text) => {
    let sum = 0;
    for (const letter of text) sum += narrow.has(letter) ? 0.36 : wide.has(letter) ? 0.9 : 0.62;
    return sum * size;
  };

const round = (value: number): string => String(Math.round(value * 100) / 100);
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// XML 1.0 has no place for control characters, not even as references: they are left out.
export const escaped = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);

export type Style = Readonly<Record<string, string | number>>;
const attributes = (style: Style): string =>
  Object.entries(style)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? round(value) : escaped(value)}"`)
    .join('');
export const element = (name: string, style: Style, inner = ''): string =>
  inner === '' ? `<${name}${attributes(style)}/>` : `<${name}${attributes(style)}>${inner}</${name}>`;
export const rect = (x: number, y: number, width: number, height: number, style: Style): string =>
  element('rect', { x, y, width: Math.max(0, width), height, ...style });
export const text = (x: number, y: number, words: string, style: Style): string =>
  element('text', { x, y, ...style }, escaped(words));
/** A diamond around its middle. */
export const diamond = (x: number, y: number, radius: number, style: Style, inner = ''): string => {
  const points = [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
    [x - radius, y],
  ];
  return element('polygon', { points: points.map((point) => point.map(round).join(',')).join(' '), ...style }, inner);
};

import { unusual } from './plain-scalars.ts';

/** How text over several lines begins: as it stands (`|`), or without the line end behind it (`|-`). */
const opening = /^\|(-?) *$/;

/** The line that begins there: its text, how far it is indented, and where the next one begins. */
function lineAt(text: string, from: number): { readonly written: string; readonly indent: number; readonly next: number } {
  const found = text.indexOf('\n', from);
  const end = found < 0 ? text.length : found;
  const written = text.slice(from, end).replace(/\r$/, '');
  return { written, indent: /^ */.exec(written)?.[0].length ?? 0, next: end + 1 };
}

/**
 * Text over several lines below a key.
 * @param mark what stands behind the key.
 * @param from where the line below the key begins.
 * @param column of the key: the text stands further in.
 * @returns where the line after the text begins.
 */
export function literalText(
  text: string,
  mark: string,
  from: number,
  column: number,
): { readonly value: string; readonly next: number } {
  const chomp = opening.exec(mark) ?? unusual('a kind of long text');
  const first = lineAt(text, from);
  if (first.indent === first.written.length || first.indent <= column) unusual('long text that does not begin at once');
  const lines: string[] = [];
  let next = from;
  while (next < text.length) {
    const line = lineAt(text, next);
    const isEmpty = line.indent === line.written.length;
    if (isEmpty && line.indent > first.indent) unusual('spaces on a line of their own');
    if (!isEmpty && line.indent < first.indent) break;
    lines.push(isEmpty ? '' : line.written.slice(first.indent));
    next = line.next;
  }
  while (lines.at(-1) === '') lines.pop();
  return { value: `${lines.join('\n')}${chomp[1] === '-' ? '' : '\n'}`, next };
}

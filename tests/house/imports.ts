import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { init, parse } from 'es-module-lexer';

export const checkout = fileURLToPath(new URL('../../', import.meta.url));

export type Import = { readonly file: string; readonly from: string; readonly target: string };

const forms = [
  /^\s*(?:import|export)\b[^;'"]*?\bfrom\s+'([^']+)'/gm,
  /^\s*import\s+'([^']+)'/gm,
  /\bimport\(\s*'([^']+)'\s*,?\s*\)/g,
] as const;

/** Every module that a source names: static, re-exported, type-only, for its effect, and dynamic. */
export function specifiersIn(source: string): readonly string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/[^\n]*/g, '$1');
  return forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1] ?? ''));
}

/** What the lexer of the language itself sees once types are gone: the forms above must see at least that. */
export async function lexedSpecifiers(source: string): Promise<readonly string[]> {
  await init;
  const [imports] = parse(stripTypeScriptTypes(source, { mode: 'strip' }));
  return imports.flatMap((one) => (one.n === undefined ? [] : [one.n]));
}

export const sourceFiles = (pattern = 'src/**/*.{ts,tsx}'): readonly string[] =>
  globSync(pattern, { cwd: checkout })
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort();

/** Imports of our own files, with paths from the checkout's root; packages keep their names. */
export function importsOf(file: string): readonly Import[] {
  const source = readFileSync(path.join(checkout, file), 'utf8');
  return specifiersIn(source).map((from) => ({
    file,
    from,
    target: from.startsWith('.') ? path.posix.normalize(path.posix.join(path.posix.dirname(file), from)) : from,
  }));
}

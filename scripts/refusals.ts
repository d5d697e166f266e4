import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../', import.meta.url));
export const refusalsPage = 'docs/refusals.md';
const heading = '## Every code';

type Told = { readonly code: string; readonly says: string; readonly remedy: string };

/** A text of the source for readers: `${f.end}` becomes ‹end›; what is computed is left out. */
const readable = (source: string | undefined): string =>
  (source ?? '')
    .replaceAll(/\$\{f\.(\w+)[^}]*\}/g, '‹$1›')
    .replaceAll(/\$\{[^}]*(\}|$)/g, '…')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .trim();

const literal = /(['"`])((?:\\.|(?!\1)[\s\S])*?)\1/;

function toldIn(source: string): readonly Told[] {
  return [...source.matchAll(/defineRefusals\('([a-z]+)', \{([\s\S]*?)\n\}\)/g)].flatMap((room) =>
    [...(room[2] ?? '').matchAll(/^ {2}'?([a-z][a-z-]*)'?: \{([\s\S]*?)(?=^ {2}'?[a-z][a-z-]*'?: \{|$(?![\s\S]))/gm)].map(
      (one) => ({
        code: `${room[1]}.${one[1]}`,
        says: readable(literal.exec(/says:[\s\S]*?=>\s*([\s\S]*)/.exec(one[2] ?? '')?.[1] ?? '')?.[2]),
        remedy: readable(literal.exec(/remedy:\s*([\s\S]*)/.exec(one[2] ?? '')?.[1] ?? '')?.[2]),
      }),
    ),
  );
}

/** The page with its generated list: every refusal code of the house, its sentence and its remedy. */
export function refusalsText(): string {
  const told = globSync('src/{foundation,rooms}/**/*.ts', { cwd: checkout })
    .filter((file) => !/\.test\.ts$/.test(file))
    .flatMap((file) => toldIn(readFileSync(checkout + file, 'utf8')))
    .toSorted((one, two) => (one.code < two.code ? -1 : 1));
  const page =
    readFileSync(checkout + refusalsPage, 'utf8')
      .split(heading)[0]
      ?.trimEnd() ?? '';
  const rows = told.map(
    (one) =>
      `| <a id="${one.code}"></a>\`${one.code}\` | ${one.says.replaceAll(/\s+/g, ' ')} | ${one.remedy.replaceAll(/\s+/g, ' ')} |`,
  );
  return `${page}\n\n${heading}\nGenerated from the source by \`scripts/refusals.ts\`; ‹…› stands for a fact of the case.\n\n| code | says | remedy |\n|---|---|---|\n${rows.join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(checkout + refusalsPage, refusalsText());

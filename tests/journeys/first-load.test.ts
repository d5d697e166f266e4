import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const at = (path: string): string => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
const parts = z
  .array(
    z.object({
      file: z.string(),
      entry: z.boolean(),
      imports: z.array(z.string()),
      modules: z.array(z.tuple([z.string(), z.number()])),
    }),
  )
  .parse(JSON.parse(readFileSync(at('web-parts.json'), 'utf8')));

type Part = (typeof parts)[number];
const holds = (part: Part, end: string): boolean => part.modules.some(([name]) => name.replaceAll('\\', '/').endsWith(end));

/** A file and all that it imports, each once. Files of styles alone are no scripts and are not written. */
function loadedBy(first: readonly Part[]): readonly Part[] {
  const loaded = new Set<Part>();
  const load = (part: Part): void => {
    if (loaded.has(part) || !existsSync(at(`web/${part.file}`))) return;
    loaded.add(part);
    for (const file of part.imports) for (const one of parts.filter((other) => other.file === file)) load(one);
  };
  first.forEach(load);
  return [...loaded];
}

const app = parts.filter((part) => part.entry);
const screen = (file: string): readonly Part[] => parts.filter((part) => holds(part, file));
const kB = (bytes: number): number => Math.round(bytes / 100) / 10;
const packed = (part: Part): number => gzipSync(readFileSync(at(`web/${part.file}`))).length;

/** What a person reads who has to find what came in: the files, and in them the largest modules as written. */
const weights = (loaded: readonly Part[]): string => {
  const files = loaded.map((part) => `${kB(packed(part))} kB ${part.file}`);
  const largest = loaded.flatMap((part) => part.modules).toSorted((a, b) => b[1] - a[1]);
  return [
    'Files, compressed:',
    ...files,
    'Largest modules, before they are made small:',
    ...largest.slice(0, 40).map(([name, bytes]) => `${kB(bytes)} kB ${name}`),
  ].join('\n');
};

/** Compressed scripts in kB. The goal is 280 (docs/performance.md); a budget far below it says who spends the room that is left. */
const budgets = [
  ['Home, the first page of everybody', 'src/rooms/releases/web/HomeScreen.tsx', 250],
  ['the calendar', 'src/rooms/releases/web/calendar/CalendarScreen.tsx', 380],
] as const;

describe('the first load', () => {
  test.each(budgets)('%s: %s', (_, file, most) => {
    expect(app.length, 'one entry').toBe(1);
    expect(screen(file).length, `${file} is built`).toBeGreaterThan(0);
    const loaded = loadedBy([...app, ...screen(file)]);
    const sum = kB(loaded.reduce((bytes, part) => bytes + packed(part), 0));
    expect(sum, `${sum} kB of at most ${most} kB.\n${weights(loaded)}`).toBeLessThanOrEqual(most);
    // A number that is far too small would mean that something is not counted.
    expect(sum, 'React alone weighs 60 kB').toBeGreaterThan(100);
  });

  test('the app loads without the code of any room’s screens, server or evaluator', () => {
    const names = loadedBy(app).flatMap((part) => part.modules.map(([name]) => name.replaceAll('\\', '/')));
    const strange = names.filter((name) =>
      /src\/rooms\/[^/]+\/(?:acts|store|http|core)\/|\/web\/.*Screen\.tsx$|cel-js|temporal/.test(name),
    );
    expect(strange).toEqual([]);
  });

  test('the styles of the kit are there, though our modules count as free of effects', () => {
    const page = readFileSync(at('web/index.html'), 'utf8');
    const sheet = /href="\/(assets\/[^"]+\.css)"/.exec(page)?.[1];
    expect(sheet).toBeDefined();
    const css = readFileSync(at(`web/${sheet}`), 'utf8');
    for (const rule of ['.il-shell', '@layer mantine', '.mantine-', '.il-keys']) expect(css, rule).toContain(rule);
  });
});

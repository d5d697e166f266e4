import { readdir, readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const out = here('dist/web');

/** Writes `x.gz` beside every text file: the server hands it out as it is and never packs in a request. */
function precompressed(): Plugin {
  const packs = /\.(?:js|css|html|svg|json)$/;
  return {
    name: 'precompressed',
    apply: 'build',
    async closeBundle() {
      const files = await readdir(out, { recursive: true });
      for (const file of files.filter((name) => packs.test(name))) {
        const bytes = await readFile(`${out}/${file}`);
        await writeFile(`${out}/${file}.gz`, await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }));
      }
    },
  };
}

/** Writes `dist/web-parts.json`, what each file of the build imports and is made of: tests/journeys/first-load.test.ts weighs the first load by it. */
function weighed(): Plugin {
  return {
    name: 'weighed',
    apply: 'build',
    async writeBundle(_, bundle) {
      const parts = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk'
          ? [
              {
                file: file.fileName,
                entry: file.isEntry,
                imports: file.imports,
                modules: Object.entries(file.modules).map(([id, { renderedLength }]) => [
                  relative(here('.'), id),
                  renderedLength,
                ]),
              },
            ]
          : [],
      );
      await writeFile(here('dist/web-parts.json'), JSON.stringify(parts));
    },
  };
}

/** The browser only reads with the shapes; what zod needs to print them as JSON Schema is a quarter of it, and stays with the server and the command line. */
function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    apply: 'build',
    transform: {
      filter: { id: /[\\/]zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/ },
      handler(code) {
        const names = [...code.matchAll(/^export (?:function|const) (\w+)|^export \{ \w+ as (\w+) \}/gm)].map(
          (match) => match[1] ?? match[2],
        );
        const absent = names.map((name) => `export const ${name} = absent;`);
        return `const absent = () => { throw new Error('JSON Schema is made by the server only'); };\n${absent.join('\n')}`;
      },
    },
  };
}

export default defineConfig({
  root: here('src/entrances/web'),
  base: '/',
  publicDir: false,
  plugins: [react(), withoutJsonSchema(), weighed(), precompressed()],
  build: {
    outDir: out,
    emptyOutDir: true,
    assetsDir: 'assets',
    sourcemap: false,
    // The policy allows no `data:` fonts and no inline scripts: nothing is folded into another file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    // What several screens share would be cut into a file for each set of screens: the calendar alone loaded 44 of them, most under 3 kB, six at a time.
    // Small ones are joined by what they are; Home, the first page of everybody, needs none of the large groups (npm run bench counts its bytes).
    rolldownOptions: {
      // Our files are there for what they export, and do nothing when they are read but bring their styles: a door or a contract of many parts brings only the parts that are used.
      treeshake: {
        moduleSideEffects: [
          { test: /\.css$|[\\/]design[\\/]styles\.ts$|\.worker\.ts$/, sideEffects: true },
          { test: /[\\/]src[\\/](?:rooms|design|foundation)[\\/]/, sideEffects: false },
        ],
      },
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 1 },
            {
              name: 'page',
              test: /src[\\/](?:design[\\/](?:page[\\/]layout|parts[\\/]in-sentence)|rooms[\\/]signatures[\\/](?:contract|web[\\/]SignatureParts))\./,
            },
            { name: 'icons', test: /node_modules[\\/]@tabler[\\/]/, minShareCount: 2 },
            { name: 'kit', test: /node_modules[\\/]/, minShareCount: 8 },
            {
              name: 'contracts',
              test: /src[\\/]rooms[\\/](?:calendar|interlocks|portfolio)[\\/]contract\.ts$/,
              minShareCount: 2,
            },
            { name: 'parts', test: /src[\\/](?:design|foundation)[\\/]/, minShareCount: 5 },
            {
              name: 'lent',
              test: /src[\\/]rooms[\\/](?:identity|portfolio|interlocks|signatures)[\\/]web[\\/]/,
              minShareCount: 4,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:7420' } },
});

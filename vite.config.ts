import { readdir, readFile, writeFile } from 'node:fs/promises';
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

export default defineConfig({
  root: here('src/entrances/web'),
  base: '/',
  publicDir: false,
  plugins: [react(), precompressed()],
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
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 1 },
            { name: 'page', test: /src[\\/]design[\\/](?:page[\\/]layout|parts[\\/]in-sentence)\./ },
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

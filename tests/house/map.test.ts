import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { circlesIn } from './circles.ts';
import { checkout, type Import, importsOf, lexedSpecifiers, sourceFiles, specifiersIn } from './imports.ts';

const map: { rooms: Record<string, { caption: string; uses: string[] }> } = JSON.parse(
  readFileSync(path.join(checkout, 'rooms.json'), 'utf8'),
);
const rooms = Object.keys(map.rooms);
const files = sourceFiles();
const imports = files.flatMap(importsOf);
const own = imports.filter((one) => one.target.startsWith('src/') || one.target.startsWith('tests/'));

const roomOf = (file: string): string | null => /^src\/rooms\/([^/]+)\//.exec(file)?.[1] ?? null;
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);
const partOf = (file: string): string => /^src\/rooms\/[^/]+\/([^/]+)/.exec(file)?.[1] ?? '';

/** Why an import across rooms is against the law; null when it is allowed. */
function across(one: Import, from: string, to: string): string | null {
  const door = [`src/rooms/${to}/door.ts`, `src/rooms/${to}/contract.ts`, `src/rooms/${to}/web/door.tsx`].includes(one.target);
  if (!door) return 'enters by another way than the door, the contract or the web door';
  if (!(map.rooms[from]?.uses ?? []).includes(to)) return `the map gives ${from} no arrow to ${to}`;
  const outside = ['web', 'cli'].includes(partOf(one.file));
  if (outside && one.target.endsWith('/door.ts')) return 'web and cli reach contracts and web doors only';
  if (partOf(one.file) === 'contract.ts' && !one.target.endsWith('/contract.ts')) return 'contracts import contracts only';
  return null;
}

function withinRoom(one: Import): string | null {
  const from = partOf(one.file);
  const to = partOf(one.target);
  if (from === 'core' && to !== 'core' && !/^contract/.test(to)) return 'the core is pure: it imports core and contracts only';
  if (from === 'web' && to !== 'web' && !/^contract/.test(to)) return 'screens reach the contract only';
  if (/^contract/.test(from) && !/^contract/.test(to)) return 'a contract imports contracts only';
  if (from === 'store' && ['acts', 'http', 'web', 'cli'].includes(to)) return 'the store knows no act';
  if (from === 'acts' && ['http', 'web', 'cli'].includes(to)) return 'acts know no entrance';
  return null;
}

function broken(one: Import): string | null {
  const from = roomOf(one.file);
  const to = roomOf(one.target);
  if (one.file.startsWith('src/foundation/'))
    return one.target.startsWith('src/foundation/') ? null : 'foundation knows no room, no design, no entrance';
  if (one.file.startsWith('src/design/')) return one.target.startsWith('src/design/') ? null : 'the design system knows no room';
  if (one.file.startsWith('src/entrances/')) return null;
  if (from === null) return 'lies outside the house';
  if (to === null) {
    if (one.target.startsWith('src/entrances/')) return 'rooms know no entrance';
    if (one.target.startsWith('src/design/')) return partOf(one.file) === 'web' ? null : 'only screens use the design system';
    if (/^src\/foundation\/(database|http|cli|web)\//.test(one.target) && partOf(one.file) === 'core') return 'the core is pure';
    return null;
  }
  return from === to ? withinRoom(one) : across(one, from, to);
}

describe('the house', () => {
  test('the checker sees every form of import, and the language sees no other', async () => {
    const sample =
      "import a from 'x1';\nimport type { B } from './x2.ts';\nexport { c } from 'x3';\nimport {\n  d,\n} from 'x4';\nimport 'x5';\nexport type * from 'x7';\nconst e = await import('x6');\n// import 'no';\n";
    expect([...specifiersIn(sample)].sort()).toEqual(['./x2.ts', 'x1', 'x3', 'x4', 'x5', 'x6', 'x7']);
    for (const file of files.filter((name) => name.endsWith('.ts'))) {
      const source = readFileSync(path.join(checkout, file), 'utf8');
      const seen = new Set(specifiersIn(source));
      for (const name of await lexedSpecifiers(source)) expect(seen, `${file} imports ${name}`).toContain(name);
    }
  });

  test('the map names exactly the folders there are', () => {
    const folders = readdirSync(path.join(checkout, 'src/rooms'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(folders.sort()).toEqual([...rooms].sort());
    expect(rooms.length).toBeGreaterThanOrEqual(8);
  });

  test('the map has no circle', () => {
    const done = new Set<string>();
    const visit = (room: string, way: readonly string[]): void => {
      expect(way, `circle: ${[...way, room].join(' → ')}`).not.toContain(room);
      if (done.has(room)) return;
      for (const used of map.rooms[room]?.uses ?? []) visit(used, [...way, room]);
      done.add(room);
    };
    for (const room of rooms) visit(room, []);
  });

  test('no files import each other in a circle, not even for a type', () => {
    const sample = ['a b', 'b c', 'c a d', 'd', 'e e'].map((row) => row.split(' '));
    expect(circlesIn(new Map(sample.map(([file = '', ...targets]) => [file, targets])))).toEqual([['e'], ['a', 'b', 'c']]);
    const tree = [...files, ...sourceFiles('{tests,scripts,examples}/**/*.ts')];
    const graph = new Map(tree.map((file) => [file, importsOf(file).map((one) => one.target)]));
    expect(graph.size).toBeGreaterThan(800);
    expect(circlesIn(graph).map((circle) => circle.join(' ↔ '))).toEqual([]);
  });

  test('every import follows the map', () => {
    const productive = own.filter((one) => !isTest(one.file));
    expect(productive.length).toBeGreaterThan(200);
    expect(
      productive.filter(
        (one) => one.target.startsWith('src/rooms/') && roomOf(one.file) !== roomOf(one.target) && roomOf(one.file) !== null,
      ).length,
    ).toBeGreaterThan(5);
    const faults = productive.flatMap((one) => {
      const why = broken(one);
      return why === null ? [] : [`${one.file} imports ${one.from}: ${why}`];
    });
    expect(faults).toEqual([]);
  });

  test('the map gives no arrow that nobody uses', () => {
    const used = new Set(
      own.flatMap((one) => {
        const from = roomOf(one.file);
        const to = roomOf(one.target);
        return from !== null && to !== null && from !== to ? [`${from} → ${to}`] : [];
      }),
    );
    const idle = rooms.flatMap((room) =>
      (map.rooms[room]?.uses ?? [])
        .filter((to) => !['ledger', 'identity'].includes(to) && !used.has(`${room} → ${to}`))
        .map((to) => `${room} → ${to}`),
    );
    expect(idle).toEqual([]);
  });

  test('every imported file exists', () => {
    const missing = own.filter((one) => !existsSync(path.join(checkout, one.target)) && !one.target.includes('?'));
    expect(missing.map((one) => `${one.file}: ${one.from}`)).toEqual([]);
  });

  test('SQL is written in stores only', () => {
    const speaksSql = /\bsql(<[^`]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/;
    const withSql = files.filter((file) => !isTest(file) && speaksSql.test(readFileSync(path.join(checkout, file), 'utf8')));
    expect(withSql.filter((file) => file.includes('/store/')).length).toBeGreaterThan(5);
    const rooms = withSql.filter((file) => roomOf(file) !== null && partOf(file) !== 'store');
    expect(rooms).toEqual([]);
  });

  test('the core has no clock, no randomness and no I/O', () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|\bfetch\(|\bprocess\.|from 'node:(?!crypto)/;
    const cores = files.filter((file) => partOf(file) === 'core' && !isTest(file));
    expect(cores.length).toBeGreaterThan(20);
    expect(cores.filter((file) => impure.test(readFileSync(path.join(checkout, file), 'utf8')))).toEqual([]);
    expect(
      cores
        .flatMap(importsOf)
        .filter((one) => ['pg', 'kysely', 'fastify', 'pino'].includes(one.from))
        .map((one) => one.file),
    ).toEqual([]);
  });

  test('each room has its card and its page', () => {
    for (const room of rooms) {
      expect(existsSync(path.join(checkout, `src/rooms/${room}/room.ts`)), `${room}/room.ts`).toBe(true);
      expect(existsSync(path.join(checkout, `src/rooms/${room}/README.md`)), `${room}/README.md`).toBe(true);
    }
  });

  test('no file hides a second idea: 300 lines, 400 a test', () => {
    const long = files.filter(
      (file) => readFileSync(path.join(checkout, file), 'utf8').split('\n').length > (isTest(file) ? 450 : 330),
    );
    expect(long).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import type { Json } from '../../../foundation/canonical-json.ts';
import { contentsOf, type Dossier } from '../core/dossier.ts';
import { plainText } from '../core/paper.ts';
import { readPdf } from '../testing/read-pdf.ts';
import { pdfBytes } from './write-pdf.ts';

const time = '2026-11-24T12:00:00.000Z';
const gateRow = (at: number): Json => ({
  id: `01a20d6d-5a00-7001-b30d-${String(at).padStart(12, '0')}`,
  name: `Gate ${at}`,
  key: `gate-${at}`,
  state: at % 2 === 0 ? 'failed' : 'passed',
  withdrawnAt: at === 3 ? time : null,
  criteria: [
    { key: 'done', text: 'A checklist\nwith a second line', evidence: null, waivers: [{ standing: 'expired', reason: '' }] },
  ],
});
const dossier: Dossier = {
  head: {
    record: { kind: 'release', id: '01a20d6d-5a00-7001-b30d-174597639dbf', key: 'REL-1042', name: 'Łódź – Größe Ω', version: 7 },
    at: time,
    asOf: null,
    printed: {
      id: '01a20d6d-5a00-7001-b30d-174597639db0',
      at: time,
      by: {
        id: '01a20d6d-5a00-7001-b30d-174597639db1',
        name: 'Ines Inspector',
        userName: 'ines@firm.example',
        roles: ['inspector'],
      },
      build: 'test',
    },
  },
  sections: [
    {
      key: 'identity',
      title: 'Identity',
      says: 'What it is.',
      rows: 1,
      content: { key: 'REL-1042', summary: 'officially final', late: true },
    },
    {
      key: 'gates',
      title: 'Gates',
      says: 'Every gate.',
      rows: 120,
      content: Array.from({ length: 120 }, (_, at) => gateRow(at)),
    },
    {
      key: 'trail',
      title: 'Audit trail',
      says: 'Every entry.',
      rows: 2,
      content: [
        {
          number: 17,
          at: time,
          actor: { id: 'a', name: 'lawfully erased', roles: ['quality'] },
          says: 'changed it',
          reason: '審査 \u202Eevil',
          changes: [
            { field: '/goLive/start', old: time, new: null },
            { field: '/name', old: 'before', new: { nested: ['x'] } },
          ],
          hash: 'ab'.repeat(200),
        },
        { number: null, at: time, actor: { name: 'unknown' }, says: 'did it', changes: [] },
      ],
    },
    { key: 'collisions', title: 'Collisions', says: 'None.', rows: 0, content: [] },
  ],
  ledger: [],
};

async function printed(what: Dossier): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of pdfBytes(what, null)) parts.push(part);
  return Buffer.concat(parts);
}

const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

/** Every value and every name of a field that a content holds. */
function* leaves(value: Json): Generator<string> {
  if (typeof value !== 'object' || value === null) yield plainText(value);
  else if (Array.isArray(value)) for (const one of value) yield* leaves(one);
  else for (const one of Object.values(value)) yield* leaves(one);
}

describe('the dossier as PDF', () => {
  test('[P11-10b-1] holds every value of every section, in text that can be read out of the file', async () => {
    const { pages } = readPdf(await printed(dossier));
    // A value may go on over the edge of a page: what stands at the edges is passed over.
    const text = pages.map((page) => squeezed(page).replace(/REL-1042,version7,asof.*$/, '')).join('');
    expect(text).not.toContain('\uFFFD');
    for (const section of dossier.sections) {
      expect(text).toContain(squeezed(section.title));
      for (const leaf of leaves(section.content)) {
        if (/審/.test(leaf)) continue;
        expect(text, leaf).toContain(squeezed(leaf));
      }
    }
    for (const { sha256 } of contentsOf(dossier).sections) expect(text).toContain(sha256);
  });

  test('what the faces cannot show, and what is not seen, stands by its code point', async () => {
    const text = squeezed(readPdf(await printed(dossier)).pages.join(''));
    expect(text).toContain('[U+5BE9][U+67FB][U+202E]evil');
    expect(text).toContain('Łódź–GrößeΩ');
  });

  test('[A11-8-1] each page names record, version, who printed it and when, and which page of how many it is', async () => {
    const { pages } = readPdf(await printed(dossier));
    expect(pages.length).toBeGreaterThan(8);
    for (const [at, page] of pages.entries()) {
      const text = squeezed(page);
      expect(text).toContain('REL-1042,version7,asof2026-11-2412:00:00.000UTC');
      expect(text).toContain('Printed2026-11-2412:00:00.000UTCbyInesInspector(ines@firm.example)');
      expect(text).toContain(`Page${at + 1}of${pages.length}`);
    }
  });

  test('its contents name the page on which each section begins; an empty section takes no page, and no page is empty', async () => {
    const { pages } = readPdf(await printed(dossier));
    const texts = pages.map(squeezed);
    const begins = (title: string, says: string) => texts.findIndex((page) => page.includes(squeezed(`${title}${says}`))) + 1;
    const numbers = dossier.sections.map(({ title, says }) => begins(title, says));
    expect(numbers[0]).toBe(2);
    expect(numbers.every((page) => page > 1)).toBe(true);
    // Sections follow each other on one page, and the empty last one is where the trail ends.
    expect([numbers[1], numbers[3]]).toEqual([numbers[0], pages.length]);
    expect(texts[0]).toContain(`${numbers.join('')}REL-1042,version7,asof`);
    for (const page of texts) expect(page.length).toBeGreaterThan(250);
  });

  test('[A11-8-1] cuts nothing off: all that is drawn lies within its page', async () => {
    const { streams, objects } = readPdf(await printed(dossier));
    const contents = [...objects].flatMap(([, page]) => {
      const at = page.includes('/Type /Page\n') ? /\/Contents (\d+) 0 R/.exec(page)?.[1] : undefined;
      return at === undefined ? [] : [streams.get(Number(at))?.toString('latin1') ?? ''];
    });
    const places = contents.flatMap((content) => [...content.matchAll(/1 0 0 1 ([-\d.]+) ([-\d.]+) Tm/g)]);
    expect(places.length).toBeGreaterThan(500);
    for (const [, x, y] of places) {
      expect(Number(x)).toBeGreaterThanOrEqual(40);
      expect(Number(x)).toBeLessThan(560);
      expect(Number(y)).toBeGreaterThan(10);
      expect(Number(y)).toBeLessThan(842);
    }
  });

  test('has the structure of PDF/A-3a: metadata that says so, output intent, embedded faces, tags, language, associated files; no script or link', async () => {
    const file = await printed(dossier);
    const { objects, streams } = readPdf(file);
    expect(file.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
    const all = [...objects.values()];
    const root = all.find((one) => one.includes('/Type /Catalog')) ?? '';
    for (const part of ['/Metadata', '/OutputIntents', '/MarkInfo', '/StructTreeRoot', '/Lang (en)'])
      expect(root).toContain(part);
    const metadata = streams.get(Number(/\/Metadata (\d+) 0 R/.exec(root)?.[1]))?.toString('utf8') ?? '';
    expect(metadata).toMatch(/<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>A<\/pdfaid:conformance>/);
    expect(metadata).toContain('Łódź – Größe Ω');
    const intent = all.find((one) => one.includes('/Type /OutputIntent')) ?? '';
    const profile = streams.get(Number(/\/DestOutputProfile (\d+) 0 R/.exec(intent)?.[1]));
    expect([intent.includes('/S /GTS_PDFA1'), profile?.subarray(36, 40).toString('latin1')]).toEqual([true, 'acsp']);
    const descriptors = all.filter((one) => one.includes('/Type /FontDescriptor'));
    expect(descriptors.length).toBe(2);
    for (const one of descriptors) {
      const embedded = streams.get(Number(/\/FontFile2 (\d+) 0 R/.exec(one)?.[1]));
      expect(embedded?.length ?? 0).toBeGreaterThan(5_000);
    }
    expect(all.filter((one) => /\/Subtype \/Type0/.test(one)).every((one) => one.includes('/ToUnicode'))).toBe(true);
    expect(all.filter((one) => /\/S \/(Sect|H1|H2|H3|P)\b/.test(one)).length).toBeGreaterThan(500);
    for (const never of ['/JavaScript', '/JS', '/Launch', '/URI', '/Encrypt', '/Annots', '/AA', '/OpenAction'])
      expect(
        all.filter((one) => new RegExp(`${never}\\b`).test(one)),
        never,
      ).toEqual([]);
    // ISO 19005-3, 6.8: each embedded file is associated with the document, with relationship, both names, kind and date.
    const files = all.filter((one) => one.includes('/Type /Filespec'));
    expect(files).toHaveLength(1);
    for (const part of ['/AFRelationship /Source', '/F (interlock-dossier.json)', '/UF (interlock-dossier.json)', '/Desc ('])
      expect(files[0]).toContain(part);
    const spec = [...objects].find(([, one]) => one === files[0])?.[0];
    expect(root).toContain(`/AF [${spec} 0 R]`);
    const stream = Number(/\/EF <<\n\/F (\d+) 0 R/.exec(files[0] ?? '')?.[1]);
    const embedded = objects.get(stream) ?? '';
    for (const part of ['/Type /EmbeddedFile', '/Subtype /application#2Fjson', '/ModDate (D:20261124120000Z)'])
      expect(embedded).toContain(part);
    expect(JSON.parse(streams.get(stream)?.toString('utf8') ?? '')).toMatchObject({ contents: contentsOf(dossier) });
    expect(/\/ID \[<[0-9a-f]+> <[0-9a-f]+>\]/.test(file.toString('latin1'))).toBe(true);
  });

  test('all text is tagged, or marked as the edge of a page', async () => {
    const { streams } = readPdf(await printed(dossier));
    for (const content of [...streams.values()].map((one) => one.toString('latin1')).filter((one) => / TJ\b/.test(one))) {
      let depth = 0;
      for (const [token] of content.matchAll(/\bBDC\b|\bBMC\b|\bEMC\b|\] TJ\b/g)) {
        if (token === 'EMC') depth -= 1;
        else if (token === '] TJ') expect(depth).toBeGreaterThan(0);
        else depth += 1;
      }
      expect(depth).toBe(0);
    }
  });
});

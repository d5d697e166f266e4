import { expect, test } from 'vitest';
import { labelsOf, readable, wordsOf } from './readable.ts';

const lims = '0199c0de-0000-7000-8000-0000000011f5';
const basel = '0199c0de-0000-7000-8000-00000000ba5e';

test('fields are said in words', () => {
  expect(['backOutMinutes', 'goLive', 'unitId', 'gxp', 'validatedState', 'accept-uat'].map(wordsOf)).toEqual([
    'Back-out minutes',
    'Go-live',
    'Unit',
    'GxP',
    'Validated state',
    'Accept UAT',
  ]);
});

test('a span is one line in its own zone, parts are called by their names in their order, and ids say what they are of', () => {
  const lines = readable({
    name: 'LIMS 8.4',
    unitId: basel,
    goLive: { start: '2026-12-01T18:00:00.000Z', end: '2026-12-01T20:00:00.000Z', zone: 'Europe/Zurich' },
    phases: {
      uat: { place: 1, name: 'UAT at night', kind: 'uat', start: '2026-11-01T00:00:00.000Z', end: '2026-11-08T00:00:00.000Z' },
      build: { place: 0, name: 'Build', kind: 'build', start: '2026-10-01T00:00:00.000Z', end: '2026-11-01T00:00:00.000Z' },
    },
    applications: { [lims]: { role: 'changed', version: '8.4', resultNote: null } },
  });
  const [name, unit, goLive, phases, applications] = lines;
  expect(name).toEqual({ path: '/name', label: { text: 'Name' }, value: { kind: 'text', text: 'LIMS 8.4' } });
  expect(unit).toMatchObject({ label: { text: 'Unit' }, value: { kind: 'named', id: basel, of: 'unit' } });
  expect(goLive).toEqual({
    path: '/goLive',
    label: { text: 'Go-live' },
    lines: [],
    value: { kind: 'span', start: '2026-12-01T18:00:00.000Z', end: '2026-12-01T20:00:00.000Z', zone: 'Europe/Zurich' },
  });
  expect(phases).toMatchObject({ lines: [{ label: { text: 'Build' } }, { label: { text: 'UAT at night' } }] });
  expect(applications).toMatchObject({
    lines: [
      {
        label: { id: lims, kind: 'application' },
        lines: [{ value: { text: 'changed' } }, { value: { text: '8.4' } }],
      },
    ],
  });
});

test('what is signed is not reworded: keys, names and texts stay as they are, other words lose their hyphens', () => {
  const lines = readable({
    key: 're-run',
    guards: 'release-for-use',
    done: true,
    deciders: ['a-b', 'c'],
    criterion: 'uat-pass-rate',
  });
  expect(lines.map((line) => ('value' in line ? line.value : null))).toEqual([
    { kind: 'text', text: 're-run' },
    { kind: 'text', text: 'release for use' },
    { kind: 'text', text: 'yes' },
    {
      kind: 'list',
      values: [
        { kind: 'text', text: 'a b' },
        { kind: 'text', text: 'c' },
      ],
    },
    { kind: 'text', text: 'uat-pass-rate' },
  ]);
});

test('every leaf of a record is in its lines, but nothing that is empty', () => {
  const texts = JSON.stringify(readable({ a: null, b: [], c: { d: { e: 'deep', f: null }, g: 4 } }));
  expect(texts).toContain('deep');
  expect(texts).toContain('"4"');
  expect(texts).not.toContain('"/a"');
  expect(texts).not.toContain('"/b"');
});

test('a pointer into the statement is told without the statement around it', () => {
  expect(labelsOf(`/content/applications/${lims}/version`)).toEqual([
    { text: 'Applications' },
    { id: lims, kind: 'application' },
    { text: 'Version' },
  ]);
  expect(labelsOf('/version')).toEqual([{ text: 'Version' }]);
});

test('what names a record stands first and its parts last, whatever order JSON had', () => {
  const lines = readable({ applications: { [lims]: { role: 'changed' } }, class: 'minor', name: 'LIMS 8.4', key: 'REL-1' });
  expect(lines.map(({ label }) => label)).toEqual([
    { text: 'Key' },
    { text: 'Name' },
    { text: 'Class' },
    { text: 'Applications' },
  ]);
});

test('a record that another one names is told by its name, and a part leaves out what is empty', () => {
  const lines = readable({
    subject: { kind: 'release', id: lims },
    decision: { outcome: 'fail', tolerates: [], condition: null },
  });
  expect(lines).toEqual([
    { path: '/subject', label: { text: 'Subject' }, lines: [], value: { kind: 'named', id: lims, of: 'release' } },
    {
      path: '/decision',
      label: { text: 'Decision' },
      lines: [{ path: '/decision/outcome', label: { text: 'Outcome' }, value: { kind: 'text', text: 'fail' } }],
    },
  ]);
});

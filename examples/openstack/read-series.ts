import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readCsv } from './csv.ts';

const day = z.iso.date();

const deliverableShape = z.object({
  name: z.string(),
  team: z.string(),
  type: z.string().optional(),
  'release-model': z.string().optional(),
  releases: z.array(z.object({ version: z.string() })).default([]),
});

const weekShape = z.object({
  start: day,
  end: day,
  name: z.string().optional(),
  'x-project': z.array(z.string()).default([]),
  'project-specific': z.array(z.string()).default([]),
});

const scheduleShape = z.object({ 'start-week': day, 'release-week': day, cycle: z.array(weekShape) });

const requestShape = z.object({
  deliverable: z.string(),
  kind: z.string(),
  value: z.string(),
  proposed_at: z.string(),
  last_patchset_at: z.string(),
  approved_at: z.string(),
  request_title: z.string(),
  request_commit: z.string(),
});

const statusShape = z.array(
  z.object({
    name: z.string(),
    'release-id': z.union([z.string(), z.number()]).optional(),
    'initial-release': z.string().optional(),
  }),
);

export type Deliverable = z.output<typeof deliverableShape>;
export type Week = z.output<typeof weekShape>;
export type Request = z.output<typeof requestShape>;

export type Series = {
  readonly name: string;
  /** `2025.1`, for series that have such a number. */
  readonly releaseId: string | undefined;
  readonly releaseDay: string | undefined;
  readonly startWeek: string;
  readonly releaseWeek: string;
  readonly weeks: readonly Week[];
  /** Titles of scheduled events, where the folder tells them. */
  readonly titles: ReadonlyMap<string, string>;
  readonly deliverables: readonly Deliverable[];
  readonly requests: readonly Request[];
};

const textOf = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** Titles stand in the published page: a label, an empty line, the title, a line under it. */
function titlesOf(page: string): Map<string, string> {
  const found = page.matchAll(/^\.\. _([\w.-]+):\s*\n\s*\n(.+)\n[-=~^"]{3,}\s*$/gm);
  return new Map([...found].map(([, id = '', title = '']) => [id, title.trim()]));
}

function statusOf(folder: string, name: string) {
  const text = textOf(join(dirname(folder), 'series_status.yaml'));
  const status = text === undefined ? undefined : statusShape.parse(parse(text)).find((series) => series.name === name);
  const id = status?.['release-id'];
  return { releaseDay: status?.['initial-release'], releaseId: id === undefined ? undefined : String(id) };
}

/** Reads one series folder; `series_status.yaml` beside it and `schedule.rst` in it are read where they exist. */
export function readSeries(path: string): Series {
  const folder = resolve(path);
  const name = basename(folder);
  const schedule = scheduleShape.parse(parse(readFileSync(join(folder, 'schedule.yaml'), 'utf8')));
  return {
    name,
    ...statusOf(folder, name),
    startWeek: schedule['start-week'],
    releaseWeek: schedule['release-week'],
    weeks: schedule.cycle.toSorted((one, two) => (one.start < two.start ? -1 : 1)),
    titles: titlesOf(textOf(join(folder, 'schedule.rst')) ?? ''),
    deliverables: z.array(deliverableShape).parse(JSON.parse(readFileSync(join(folder, 'deliverables.json'), 'utf8'))),
    requests: z.array(requestShape).parse(readCsv(textOf(join(folder, 'release-requests.csv')) ?? '')),
  };
}

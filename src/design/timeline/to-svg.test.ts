import { describe, expect, it } from 'vitest';
import { layOut } from './model.ts';
import { toSvg } from './to-svg.ts';
import { DAY } from './view.ts';

const start = Date.UTC(2026, 4, 1);
const model = layOut(
  [
    {
      id: 'l1',
      title: 'R&D <script>',
      keyText: 'REL-1',
      groupId: 'g',
      items: [
        { id: 'a', start, end: start + 20 * DAY, phase: 'build', label: 'Build', aria: 'Build, "quoted"' },
        {
          id: 'b',
          start: start + 20 * DAY,
          end: start + 20 * DAY + 60_000,
          phase: 'uat',
          label: 'UAT',
          aria: 'UAT',
          collision: true,
        },
      ],
      markers: [{ id: 'm', at: start + 3 * DAY, kind: 'gate', label: 'Scope lock' }],
    },
  ],
  [{ id: 'g', title: 'Quality' }],
);
const options = {
  title: 'Plan',
  span: { from: start, to: start + 90 * DAY },
  width: 1100,
  now: start + 5 * DAY,
  zone: 'Europe/Berlin',
  bands: [{ id: 'f', kind: 'freeze', start: start + 30 * DAY, end: start + 35 * DAY, label: 'Freeze', title: 'Freeze' } as const],
};

describe('the timeline in print', () => {
  it('draws group, lane, bars, marker, freeze and today as one picture', () => {
    const svg = toSvg(model, options);
    for (const part of ['Quality', 'REL-1', 'Build', 'Scope lock', 'url(#freeze)', '#c92a63']) expect(svg).toContain(part);
  });

  it('outlines a collision that is thinner than a pixel', () => {
    expect(toSvg(model, options)).toContain('stroke="#c92a2a"');
  });

  it('escapes what people wrote', () => {
    const svg = toSvg(model, options);
    expect(svg).toContain('R&amp;D &lt;script&gt;');
    expect(svg).not.toContain('<script>');
  });

  it('draws a narrow freeze over the lanes that lie in its scope, and breaks its strip', () => {
    const narrow = { id: 'n', kind: 'freeze', start, end: start + 9 * DAY, title: 'N', label: 'N', narrow: true } as const;
    const lane = (id: string, bands: readonly (typeof narrow)[]) => ({ id, title: id, items: [], bands });
    const two = layOut([lane('in', [narrow]), lane('out', [])]);
    const hatched = (svg: string) => [...svg.matchAll(/<rect x="0" y="(\d+)"[^>]*height="(\d+)" fill="url\(#freeze\)"/g)];
    const drawn = hatched(toSvg(two, { ...options, bands: [narrow] })).map(([, y, height]) => [Number(y), Number(height)]);
    expect(drawn).toEqual([[52, 35]]);
    expect(toSvg(two, { ...options, bands: [narrow] })).toContain('stroke-dasharray');
    expect(toSvg(model, options)).not.toContain('stroke-dasharray');
  });

  it('draws the legend below the last row', () => {
    const svg = toSvg(model, {
      ...options,
      legend: [
        { label: 'Build phase', phase: 'build' },
        { label: 'A freeze', mark: 'freeze' },
      ],
    });
    expect(svg).toMatch(/Build phase[\s\S]*A freeze/);
    const heightOf = (one: string) => Number(/viewBox="0 0 \S+ (\d+)"/.exec(one)?.[1]);
    expect(heightOf(svg)).toBe(heightOf(toSvg(model, options)) + 26);
  });

  it('draws one page of rows', () => {
    expect(toSvg(model, { ...options, rows: { first: 0, count: 1 } })).not.toContain('REL-1');
  });
});

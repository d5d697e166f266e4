import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { ScrollX } from '../../../../design/page/layout.tsx';
import { formatClock, formatInstant, formatWeekday } from '../../../../design/time/format-instant.ts';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import type { previewMove } from '../../contract.ts';
import { CollisionCard } from './CollisionCard.tsx';

type Preview = ReplyOf<typeof previewMove>;
type Slot = Preview['freeSlots'][number];

const kinds = { phase: 'Phase', milestone: 'Milestone', gate: 'Gate' } as const;
const at = (iso: string, zone: string): string => formatInstant(Date.parse(iso), zone);
const span = (of: { readonly start: string; readonly end: string } | null, zone: string): string =>
  of === null ? 'not set' : `${at(of.start, zone)} to ${at(of.end, zone)}`;

function OldAndNew({ told, zone }: { readonly told: Preview; readonly zone: string }) {
  return (
    <ScrollX label="Old and new dates">
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Old</th>
            <th scope="col">New</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Go-live</th>
            <td className="il-old">{span(told.before.goLive, zone)}</td>
            <td>{span(told.after.goLive, zone)}</td>
          </tr>
          {told.moved.map((row) => (
            <tr key={`${row.what}${row.key}`}>
              <th scope="row">
                {kinds[row.what]} {row.name}
              </th>
              <td className="il-old">
                {row.oldEnd === null ? at(row.from, zone) : span({ start: row.from, end: row.oldEnd }, zone)}
              </td>
              <td>{row.end === null ? at(row.to, zone) : span({ start: row.to, end: row.end }, zone)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

const countText = ({ blocking, warning }: Preview['collisions']['before']): string =>
  blocking + warning === 0 ? 'none' : `${blocking} blocking, ${warning} warning`;

/** What a move would bring, as the server foresees it. */
export function MoveOutcome({ told, zone }: { readonly told: Preview; readonly zone: string }) {
  const { before, after, found } = told.collisions;
  return (
    <>
      <OldAndNew told={told} zone={zone} />
      <h3 className="rl-cal-h">
        Collisions: {countText(before)} → {countText(after)}
      </h3>
      {found.length === 0 ? (
        <p className="rl-cal-clear">
          <IconCheck size={16} aria-hidden="true" /> Nothing collides at the new time.
        </p>
      ) : (
        <ul className="rl-cal-collisions">
          {found.map((collision) => (
            <li key={collision.id}>
              <CollisionCard collision={collision} zone={zone} />
            </li>
          ))}
        </ul>
      )}
      {told.consequences.length === 0 ? null : (
        <>
          <h3 className="rl-cal-h">What else follows</h3>
          <ul className="rl-cal-list">
            {told.consequences.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** "Fri 22 May 2026, 22:00–02:00 CEST" */
export function slotText(slot: Slot, zone: string): string {
  const start = Date.parse(slot.start);
  const end = Date.parse(slot.end);
  return `${formatWeekday(start, zone)}, ${formatClock(start, zone)} to ${formatClock(end, zone)}`;
}

type FreeSlotsProps = {
  readonly slots: readonly Slot[];
  readonly zone: string;
  readonly onChoose: (slot: Slot) => void;
};

/** The next spans that are free for the whole deployment, the time to back out included; one click away. */
export function FreeSlots({ slots, zone, onChoose }: FreeSlotsProps) {
  if (slots.length === 0) return null;
  return (
    <div>
      <h3 className="rl-cal-h">Next free slots, the time to back out included ({zone})</h3>
      <div className="rl-cal-slots">
        {slots.map((slot) => (
          <Button key={slot.start} size="compact-sm" variant="light" onClick={() => onChoose(slot)}>
            {slotText(slot, zone)}
          </Button>
        ))}
      </div>
    </div>
  );
}

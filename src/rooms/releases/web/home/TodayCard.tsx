import { useZone } from '../../../../design/DesignRoot.tsx';
import { AppLink } from '../../../../design/navigation.tsx';
import { Card } from '../../../../design/page/layout.tsx';
import { TimeText } from '../../../../design/parts/TimeText.tsx';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import type { gatesWaiting } from '../../../gates/contract.ts';
import type { home } from '../../contract.ts';

export type TodayCardProps = {
  readonly lines: ReplyOf<typeof home>['nextGoLives'];
  readonly gates: ReplyOf<typeof gatesWaiting>['items'];
};

type Event = { readonly id: string; readonly at: string; readonly text: string; readonly href: string };

/** What the clock brings today, in the reader's zone. */
export function todayEvents({ lines, gates }: TodayCardProps, now: number, zone: string): readonly Event[] {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
  const today = day.format(now);
  const events = [
    ...lines.flatMap((line) =>
      line.goLive === null
        ? []
        : [{ id: line.id, at: line.goLive.start, text: `Go-live of ${line.name}`, href: `/releases/${line.key}` }],
    ),
    ...gates.flatMap((gate) =>
      gate.dueAt === null
        ? []
        : [
            {
              id: gate.id,
              at: gate.dueAt,
              text: `${gate.name} is due, ${gate.subject.label}`,
              href: `${gate.subject.link}/gates`,
            },
          ],
    ),
  ];
  return events.filter((event) => day.format(Date.parse(event.at)) === today).toSorted((a, b) => a.at.localeCompare(b.at));
}

export function TodayCard(props: TodayCardProps) {
  const events = todayEvents(props, Date.now(), useZone());
  return (
    <Card title="Today" count={events.length}>
      {events.length === 0 ? <p className="il-missing">No go-live and none of your gates is due today.</p> : null}
      <ol className="il-history">
        {events.map((event) => (
          <li key={event.id}>
            <p className="il-history-when">
              <TimeText at={event.at} />
            </p>
            <p>
              <AppLink href={event.href}>{event.text}</AppLink>
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}

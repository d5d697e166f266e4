import { formatInstant } from '../../../design/time/format-instant.ts';
import type { WindowShown } from '../contract.ts';

type OccurrencesProps = {
  readonly next: WindowShown['next'];
  readonly truncated: WindowShown['truncated'];
  readonly zone: string;
};

/** The next occurrences, and from where on nothing is known. */
export function Occurrences({ next, truncated, zone }: OccurrencesProps) {
  return (
    <section className="cal-preview" aria-label="Next occurrences">
      {next.length === 0 ? <p>No further occurrence.</p> : null}
      <ol>
        {next.map((one) => (
          <li key={one.start}>
            {formatInstant(Date.parse(one.start), zone)} to {formatInstant(Date.parse(one.end), zone)}
            {one.startCase === 'gap' ? <em> (the clocks skip {one.local.replace('T', ', ')})</em> : null}
            {one.startCase === 'fold' ? <em> (the clocks show it twice: the first)</em> : null}
          </li>
        ))}
      </ol>
      {truncated === null ? null : <p>From {formatInstant(Date.parse(truncated.from), zone)} on nothing is known: not free.</p>}
    </section>
  );
}

/** What was taken of times that the clocks skip or show twice. */
export function ClockNotes({ notes, zone }: { readonly notes: WindowShown['clock']; readonly zone: string }) {
  return notes
    .filter((note) => note.case !== 'unique')
    .map((note) => (
      <p key={note.field} className="cal-clock" role="status">
        {note.asked.replace('T', ', ')} {note.case === 'gap' ? 'does not exist in that night' : 'exists twice in that night'},
        taken was {formatInstant(Date.parse(note.taken), zone)}.
      </p>
    ));
}

import type { GridColumn } from '../../../../design/grid/types.ts';
import { AppLink } from '../../../../design/navigation.tsx';
import { TimeText } from '../../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import type { listReleases } from '../../contract.ts';
import { GoLiveText, HealthWord, StateBadge } from '../parts.tsx';
import { classWords, kindWords, optionsOf, outcomeWords, stateWords } from '../words.ts';

export type Line = ReplyOf<typeof listReleases>['items'][number];

function Collisions({ line }: { readonly line: Line }) {
  const { blocking, warning } = line.collisions;
  if (blocking + warning === 0) return <span className="rel-dim">None</span>;
  return (
    <StatusBadge tone={blocking > 0 ? 'red' : 'yellow'}>
      {[blocking > 0 ? `${blocking} blocking` : '', warning > 0 ? `${warning} warning` : ''].filter(Boolean).join(', ')}
    </StatusBadge>
  );
}

const Late = ({ line }: { readonly line: Line }) =>
  line.late.length === 0 ? null : <StatusBadge tone="orange">Late</StatusBadge>;

const applicationText = (line: Line): string => {
  const shown = line.applications.slice(0, 3).map((one) => one.key);
  const more = line.applicationCount - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` +${more}` : ''}`;
};

/** Sortable and filterable is what the server sorts and filters. */
export const columns: readonly GridColumn<Line>[] = [
  {
    id: 'key',
    title: 'Key',
    width: 104,
    sortable: true,
    fixed: true,
    cell: (line) => <span className="il-key">{line.key}</span>,
  },
  {
    id: 'name',
    title: 'Release',
    width: 260,
    fixed: true,
    cell: (line) => (
      <AppLink className="rel-grid-name" href={`/releases/${line.key}`} title={line.name}>
        {line.name}
      </AppLink>
    ),
  },
  {
    id: 'state',
    title: 'State',
    width: 206,
    filter: { kind: 'choice', options: optionsOf(stateWords) },
    cell: (line) => (
      <span className="rel-late">
        <StateBadge state={line.state} />
        <Late line={line} />
      </span>
    ),
  },
  { id: 'health', title: 'Health', width: 112, cell: (line) => <HealthWord health={line.health} /> },
  { id: 'goLive', title: 'Go-live', width: 196, sortable: true, cell: (line) => <GoLiveText goLive={line.goLive} /> },
  { id: 'collisions', title: 'Collisions', width: 130, cell: (line) => <Collisions line={line} /> },
  {
    id: 'kind',
    title: 'Kind',
    width: 116,
    filter: { kind: 'choice', options: optionsOf(kindWords) },
    cell: (line) => kindWords[line.kind],
  },
  { id: 'class', title: 'Class', width: 80, hidden: true, cell: (line) => classWords[line.class] },
  { id: 'applications', title: 'Applications', width: 170, cell: applicationText },
  {
    id: 'owner',
    title: 'Owner',
    width: 150,
    filter: { kind: 'text', placeholder: 'E-mail or “me”' },
    cell: (line) => line.owner?.name ?? <span className="il-missing">Nobody</span>,
  },
  {
    id: 'unit',
    title: 'Unit',
    width: 150,
    filter: { kind: 'text', placeholder: 'Key of a unit' },
    cell: (line) => line.unit.name,
  },
  { id: 'parent', title: 'Train', width: 130, hidden: true, cell: (line) => line.parent?.name ?? '' },
  {
    id: 'outcome',
    title: 'Outcome',
    width: 130,
    hidden: true,
    cell: (line) => (line.outcome === null ? '' : outcomeWords[line.outcome]),
  },
  { id: 'updated', title: 'Changed', width: 190, hidden: true, sortable: true, cell: (line) => <TimeText at={line.updatedAt} /> },
];

import { AppLink } from '../../../design/navigation.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { NoticeLine } from '../contract.ts';

const words: Readonly<Record<NoticeLine['what'], string>> = {
  mentioned: 'spoke to you',
  commented: 'wrote a comment',
  moved: '',
};

/** What was done in words; a step is told as the trail tells it. */
const done = ({ what, says }: NoticeLine): string => words[what] || says;

function Row({ line }: { readonly line: NoticeLine }) {
  const { subject, by } = line;
  return (
    <li>
      <p>
        <b>{by?.name ?? 'Interlock'}</b> {done(line)}: <AppLink href={line.link}>{subject.label}</AppLink>{' '}
        {subject.key === null || subject.label.includes(subject.key) ? null : <KeyTag>{subject.key}</KeyTag>}{' '}
        {line.read ? null : <StatusBadge tone="brand">New</StatusBadge>}
      </p>
      <p className="dsc-quiet">
        <TimeText at={line.at} />
      </p>
    </li>
  );
}

/** Who did what to which record; what was said is read at the record. */
export const NoticeRows = ({ lines, label }: { readonly lines: readonly NoticeLine[]; readonly label: string }) => (
  <ul className="dsc-notices" aria-label={label}>
    {lines.map((line) => (
      <Row key={line.place} line={line} />
    ))}
  </ul>
);

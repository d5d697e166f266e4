import { TimeText } from '../../../design/parts/TimeText.tsx';
import { LabelText, NameOf } from './NameOf.tsx';
import type { Line, Value } from './readable.ts';

const long = 280;
const many = 40;
const hash = /^[0-9a-f]{64}$/;

export function ValueText({ value }: { readonly value: Value }) {
  switch (value.kind) {
    case 'time':
      return <TimeText at={value.at} zone={value.zone} />;
    case 'span':
      return (
        <>
          <TimeText at={value.start} zone={value.zone} /> to <TimeText at={value.end} zone={value.zone} />
        </>
      );
    case 'named':
      return <NameOf id={value.id} kind={value.of} />;
    case 'list':
      return value.values.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is signed never changes its order
        <span key={index}>
          {index === 0 ? '' : ', '}
          <ValueText value={one} />
        </span>
      ));
    case 'text':
      return value.text === '' ? <span className="il-missing">empty</span> : value.text;
  }
}

type Folding = { readonly unfolded: boolean };

/** A hash is compared by its beginning, and proven by the whole of it. */
function Hash({ text, unfolded }: Folding & { readonly text: string }) {
  if (unfolded) return <code className="sig-code">{text}</code>;
  return (
    <details className="sig-fold">
      <summary>
        <code>{text.slice(0, 12)}…</code>
      </summary>
      <code className="sig-code">{text}</code>
    </details>
  );
}

/** A long text shows its beginning; the rest is one press away. */
function FoldedValue({ value, unfolded }: Folding & { readonly value: Value }) {
  if (value.kind === 'text' && hash.test(value.text)) return <Hash text={value.text} unfolded={unfolded} />;
  if (unfolded || value.kind !== 'text' || value.text.length <= long) return <ValueText value={value} />;
  return (
    <details className="sig-fold">
      <summary>{value.text.slice(0, long)}…</summary>
      <p>{value.text}</p>
    </details>
  );
}

const isFlat = (line: Line): boolean => !('lines' in line) || line.lines.length === 0;
const countOf = (line: Line): number =>
  'lines' in line ? line.lines.reduce((sum, one) => sum + countOf(one), line.value === undefined ? 0 : 1) : 1;

/** A part whose fields fit into one line of text. */
function Inline({ line, unfolded }: Folding & { readonly line: Line }) {
  const lines = 'lines' in line ? line.lines : [];
  return (
    <>
      {line.value === undefined ? null : <FoldedValue value={line.value} unfolded={unfolded} />}
      {lines.map((one, index) => (
        <span key={one.path} className="sig-inline">
          {index === 0 && line.value === undefined ? '' : ' · '}
          <span className="sig-name">
            <LabelText label={one.label} />
          </span>{' '}
          {one.value === undefined ? null : <ValueText value={one.value} />}
        </span>
      ))}
    </>
  );
}

function Parts({ line, unfolded }: Folding & { readonly line: Line }) {
  const lines = 'lines' in line ? line.lines : [];
  if (lines.every(isFlat) && lines.length <= 4) return <Inline line={line} unfolded={unfolded} />;
  const list = (
    <ul className="sig-parts">
      {lines.map((one) => (
        <li key={one.path}>
          <span className={'lines' in one ? 'sig-part' : 'sig-name'}>
            <LabelText label={one.label} />
          </span>{' '}
          <Lines line={one} unfolded={unfolded} />
        </li>
      ))}
    </ul>
  );
  if (unfolded || countOf(line) <= many) return list;
  return (
    <details className="sig-fold">
      <summary>
        {lines.length} {lines.length === 1 ? 'part' : 'parts'}, {countOf(line)} values
      </summary>
      {list}
    </details>
  );
}

function Lines({ line, unfolded }: Folding & { readonly line: Line }) {
  if (!('lines' in line)) return <FoldedValue value={line.value} unfolded={unfolded} />;
  return <Parts line={line} unfolded={unfolded} />;
}

export type ReadableLinesProps = {
  readonly lines: readonly Line[];
  /** True where everything is to be seen at once: on paper, and on the page of a signature. */
  readonly unfolded?: boolean | undefined;
};

/** What is signed, field by field: names in words, times with their zone, people by name. */
export function ReadableLines({ lines, unfolded = false }: ReadableLinesProps) {
  if (lines.length === 0) return <p className="il-missing">Nothing beside the step itself.</p>;
  return (
    <dl className="il-fields sig-content">
      {lines.map((line) => (
        <div key={line.path}>
          <dt>
            <LabelText label={line.label} />
          </dt>
          <dd>
            <Lines line={line} unfolded={unfolded} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

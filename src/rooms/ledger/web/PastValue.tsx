import { TimeText } from '../../../design/parts/TimeText.tsx';
import { isInstant, valueText, wordsOfField } from './values.ts';

const Empty = () => <span className="il-missing">empty</span>;

/** A value of a past record for a reader: parts one below the other with their names, times with zone, nothing left out or rounded. */
export function PastValue({ value }: { readonly value: unknown }) {
  if (value === null || value === undefined || value === '') return <Empty />;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' && isInstant(value)) return <TimeText at={value} />;
  if (typeof value !== 'object') return valueText(value);
  const parts = Object.entries(value);
  if (parts.length === 0) return <Empty />;
  if (Array.isArray(value))
    return (
      <ul className="lg-parts">
        {parts.map(([place, part]) => (
          <li key={place}>
            <PastValue value={part} />
          </li>
        ))}
      </ul>
    );
  return (
    <dl className="lg-parts">
      {parts.map(([name, part]) => (
        <div key={name}>
          <dt>{wordsOfField(name)}</dt>
          <dd>
            <PastValue value={part} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

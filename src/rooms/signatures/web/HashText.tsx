export type HashTextProps = { readonly hash: string; readonly label: string };

/** The beginning of a hash, enough to compare by eye; the whole of it on demand, and on paper. */
export function HashText({ hash, label }: HashTextProps) {
  return (
    <details className="sig-hash">
      <summary>
        {label}: <code>{hash.slice(0, 12)}…</code>
      </summary>
      <code>{hash}</code>
    </details>
  );
}

import { PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listCoverage } from '../contract.ts';
import { coversWords } from './covers-words.ts';
import { wordsOf } from './readable.ts';
import { SignaturesTabs } from './SignaturesTabs.tsx';
import './signatures.css';

type Coverage = ReplyOf<typeof listCoverage>;

function Covers({ paths }: { readonly paths: readonly string[] }) {
  return (
    <ul className="sig-covers">
      {coversWords(paths).map(({ part, fields }) => (
        <li key={part}>
          {part === '' ? null : <b>{part}: </b>}
          {fields.join(', ')}
        </li>
      ))}
    </ul>
  );
}

function Kind({ kind, rows }: { readonly kind: string; readonly rows: Coverage['rows'] }) {
  return (
    <section className="il-card" aria-label={`What is signed of a ${kind}`}>
      <div className="il-card-head">
        <h2>
          {wordsOf(kind)}
          <span className="il-count">{rows.length} steps</span>
        </h2>
      </div>
      <ScrollX label={`Signed steps of a ${kind}`}>
        <table className="il-table sig-table">
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Meaning</th>
              <th scope="col">What the signature covers</th>
              <th scope="col">When a covered field changes</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.verb}>
                <th scope="row">
                  {wordsOf(row.verb)}
                  <div className="sig-dim">
                    The trail says: {row.says}. <code>{row.verb}</code>
                  </div>
                </th>
                <td>{row.meaning.text}</td>
                <td>
                  <Covers paths={row.covers} />
                </td>
                <td>{row.afterChange}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </section>
  );
}

function Meanings({ meanings }: Pick<Coverage, 'meanings'>) {
  return (
    <section className="il-card" aria-label="Meanings">
      <div className="il-card-head">
        <h2>What a signature can mean</h2>
      </div>
      <ScrollX label="Meanings of signatures">
        <table className="il-table">
          <thead>
            <tr>
              <th scope="col">Meaning</th>
              <th scope="col">The sentence that is stated</th>
            </tr>
          </thead>
          <tbody>
            {meanings.map((meaning) => (
              <tr key={meaning.code}>
                <th scope="row">{meaning.text}</th>
                <td>{meaning.sentence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </section>
  );
}

/** The published table of this installation: which steps are signed, what each signature means and covers (21 CFR 11.70, EU draft Annex 11 13.8). */
export function Screen() {
  const asked = useOperation(listCoverage);
  const coverage = asked.data?.value;
  return (
    <>
      <PageHead
        title="What is signed"
        sub="Every step of this installation that takes an electronic signature. Nothing else is signed, and none of these goes without."
      >
        <SignaturesTabs active="coverage" />
      </PageHead>
      <PageBody>
        {coverage === undefined ? (
          <StatePanel state={stateOf(asked, { rows: 12 }) ?? { kind: 'loading', rows: 12 }} />
        ) : (
          <div className="sig-stack">
            {[...Map.groupBy(coverage.rows, (row) => row.kind)].map(([kind, rows]) => (
              <Kind key={kind} kind={kind} rows={rows} />
            ))}
            <Meanings meanings={coverage.meanings} />
          </div>
        )}
      </PageBody>
    </>
  );
}

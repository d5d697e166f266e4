import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import type { whoAmI } from '../../identity/contract.ts';
import './records.css';

type Limits = ReplyOf<typeof whoAmI>['limits'];

/** The releases that the role of an inspector names: their story, history and dossier, and nothing else. */
export function LimitedInspection({ limits }: { readonly limits: Limits }) {
  return (
    <>
      <PageHead
        title="Inspection"
        sub="Your role shows these releases and nothing else: who decided what on which evidence, what changed afterwards, and how each stood."
      />
      <PageBody>
        <Card title="Releases that you may inspect">
          <ScrollX label="Releases that you may inspect">
            <table className="il-table">
              <thead>
                <tr>
                  <th scope="col">Release</th>
                  <th scope="col">Trail from</th>
                  <th scope="col">Trail until</th>
                  <th scope="col">History</th>
                  <th scope="col">Dossier</th>
                </tr>
              </thead>
              <tbody>
                {limits.flatMap(({ releases, trailFrom, trailUntil }) =>
                  releases.map(({ id, key }) => (
                    <tr key={`${id}${trailFrom}${trailUntil}`}>
                      <th scope="row">
                        <AppLink href={`/inspection/${encodeURIComponent(key)}`}>
                          <KeyTag>{key}</KeyTag>
                        </AppLink>
                      </th>
                      <td>{trailFrom === null ? 'The first entry' : <TimeText at={trailFrom} />}</td>
                      <td>{trailUntil === null ? 'Now' : <TimeText at={trailUntil} />}</td>
                      <td>
                        <AppLink href={`/records/release/${encodeURIComponent(key)}`}>History</AppLink>
                      </td>
                      <td>
                        <AppLink href={`/dossiers/${encodeURIComponent(key)}`}>Dossier</AppLink>
                      </td>
                    </tr>
                  )),
                )}
              </tbody>
            </table>
          </ScrollX>
        </Card>
      </PageBody>
    </>
  );
}

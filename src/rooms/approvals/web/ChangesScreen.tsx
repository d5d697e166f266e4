import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { listChanges } from '../contract.ts';
import { ChangeRows } from './ChangeRows.tsx';
import { PagedList, pageAt } from './PagedList.tsx';

/** Proposed changes of what must be approved, newest first. */
export function Screen() {
  return (
    <PagedList
      tab="changes"
      title="Changes of what must be approved"
      sub="A change takes effect with the last signature: quality’s, and those of everybody whom the requirement asks today."
      height={56}
      empty={{
        title: 'Nothing was proposed yet',
        text: 'Propose a requirement, or a change of one, on the page of requirements.',
      }}
      asked={useOperationPages(listChanges, pageAt, (reply) => reply)}
    >
      {(items) => <ChangeRows items={items} />}
    </PagedList>
  );
}

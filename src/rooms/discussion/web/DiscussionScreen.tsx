import { AppLink } from '../../../design/navigation.tsx';
import { PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { listComments } from '../contract.ts';
import { Discussion } from './Discussion.tsx';

/** The discussion of a record of any kind, at an address of its own: also of records that have no page, only a drawer or a row. */
export function Screen({ params }: ScreenProps) {
  const { kind = '', id = '' } = params;
  const subject = useOperation(listComments, { params: { kind, id }, query: { limit: 1 } }).data?.value.subject;
  return (
    <>
      <PageHead
        title={subject === undefined ? 'Discussion' : `Discussion of ${subject.label}`}
        keyText={subject?.key ?? undefined}
        actions={subject === undefined ? undefined : <AppLink href={subject.link}>To the record</AppLink>}
      />
      <PageBody>
        <Discussion kind={kind} id={id} />
      </PageBody>
    </>
  );
}

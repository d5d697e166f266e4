import { Button } from '@mantine/core';
import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { Refusals } from '../../../design/refusal/Refusals.tsx';
import { useAct, useOperation } from '../../../foundation/web/hooks.ts';
import { acknowledgeNotice, listNotices, type Notice } from '../contract.ts';
import { StandingBadge } from './SignatureParts.tsx';
import './signatures.css';

function Row({ notice }: { readonly notice: Notice }) {
  const acknowledge = useAct(acknowledgeNotice);
  const { signature, cause, since } = notice;
  const answer = acknowledge.data;
  const refused = answer !== undefined && !answer.ok ? answer.problem.refusals : [];
  const named = `${signature.meaning.text}, ${signature.subject.label}`;
  return (
    <li className="sig-lost">
      <div>
        <p>
          <AppLink href={`/signatures/${signature.id}`}>{named}</AppLink> <StandingBadge standing={signature.standing} />
        </p>
        <p className="sig-dim">
          {cause === null ? 'Found ' : `${cause.by} ${cause.says}, `}
          <TimeText at={cause?.at ?? since} />
        </p>
        {refused.length === 0 ? null : <Refusals refusals={refused} />}
      </div>
      <Button
        variant="default"
        size="xs"
        loading={acknowledge.isPending}
        onClick={() => acknowledge.mutate({ params: { id: signature.id } })}
      >
        I have seen it<span className="il-only-read">: {named}</span>
      </Button>
    </li>
  );
}

/** As many as leave the page to what the person came for. */
const shown = 3;

/** Tells a signer which of their signatures count no more, and by whose act; nothing where there is none. Comes and goes by live news. */
export function LostSignatures() {
  const items = useOperation(listNotices).data?.value.items ?? [];
  if (items.length === 0) return null;
  return (
    <div className="sig-lost-card">
      <Card title="Your signature counts no more" count={items.length}>
        <p className="sig-dim">What you signed was changed since: the record shows as unsigned until it is signed again.</p>
        <ul className="sig-lost-list" aria-live="polite">
          {items.slice(0, shown).map((notice) => (
            <Row key={notice.signature.id} notice={notice} />
          ))}
        </ul>
        {items.length > shown ? (
          <p className="sig-dim">
            {items.length - shown} more follow these; all are among <AppLink href="/signatures">your signatures</AppLink>.
          </p>
        ) : null}
      </Card>
    </div>
  );
}

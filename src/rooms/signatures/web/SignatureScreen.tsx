import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { showSignature } from '../contract.ts';
import { ChangedFields } from './ChangedFields.tsx';
import { ReadableLines } from './ReadableLines.tsx';
import { readable } from './readable.ts';
import { StandingBadge } from './SignatureParts.tsx';
import { methodsText, rolesText } from './words.ts';
import './signatures.css';

type Detail = ReplyOf<typeof showSignature>;
type OfSignature = { readonly signature: Detail };

function Signed({ signature }: OfSignature) {
  const { signer, subject } = signature;
  return (
    <Card title="The signature">
      <p className="sig-text-line" data-signature-block="text">
        {signature.text}
      </p>
      <blockquote className="sig-sentence">“{signature.sentence}”</blockquote>
      <FieldList
        columns={2}
        fields={[
          { label: 'Printed name', value: signer.name },
          { label: 'User name', value: signer.userName },
          { label: 'Roles at the time', value: rolesText(signer.roles) },
          { label: 'Signed at, time of the site', value: <TimeText at={signature.at} zone={signature.zone} /> },
          { label: 'Signed at, UTC', value: <TimeText at={signature.at} zone="UTC" /> },
          { label: 'Signed at, your time', value: <TimeText at={signature.at} /> },
          { label: 'Zone of the signer’s browser', value: signature.signerZone ?? 'It said none' },
          { label: 'Meaning', value: signature.meaning.text },
          { label: 'What was done', value: signature.says, hint: signature.verb },
          {
            label: 'Record',
            value: subject.link === null ? subject.label : <AppLink href={subject.link}>{subject.label}</AppLink>,
          },
          { label: 'Version decided on', value: String(signature.version) },
          { label: 'Proven by', value: methodsText(signature.methods) },
          { label: 'Number in its series', value: String(signature.series), hint: 'First, second … of one session' },
          { label: 'Today', value: <StandingBadge standing={signature.standing} /> },
        ]}
      />
    </Card>
  );
}

function Standing({ signature }: OfSignature) {
  if (signature.standing === 'valid') return null;
  if (signature.standing === 'gone')
    return <p className="il-warning">There is no such record today; the signature shows what it was.</p>;
  if (signature.standing === 'broken')
    return (
      <p className="il-warning">
        This signature was changed after it was given: it is not the one that the ledger tells of. Tell security.
      </p>
    );
  return (
    <Card title="What changed since it was signed">
      <p className="il-warning">The record shows as unsigned: what this signature covers is not what the record says today.</p>
      <ChangedFields fields={signature.changed} heads={['When it was signed', 'Now']} label="What changed since it was signed" />
    </Card>
  );
}

function Whole({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <details className="sig-fold">
      <summary>{title}</summary>
      <pre className="sig-pre">{text}</pre>
    </details>
  );
}

function Proof({ signature }: OfSignature) {
  const code = (text: string) => <code className="sig-code">{text}</code>;
  return (
    <Card title="What proves it">
      <FieldList
        fields={[
          { label: 'Content', value: code(signature.contentHash), hint: 'SHA-256 of the RFC 8785 text of the covered content' },
          { label: 'Payload', value: code(signature.payloadHash), hint: 'SHA-256; the ledger entry of the signature carries it' },
          {
            label: 'Salt of the name',
            value: signature.printedSalt === null ? 'lawfully erased with the name' : code(signature.printedSalt),
            hint: 'Opens the commitment to the printed name',
          },
          { label: 'Id', value: code(signature.id) },
        ]}
      />
      <Whole title="What was shown and signed (RFC 8785)" text={signature.statement} />
      <Whole title="What the signature binds (RFC 8785)" text={signature.payload} />
      <Whole title="Evidence of the components" text={JSON.stringify(signature.evidence, null, 1)} />
      <p className="il-no-print">
        <AppLink href={`/records/signature/${signature.id}`}>The signature in the audit trail</AppLink>
      </p>
    </Card>
  );
}

function Body({ signature }: OfSignature) {
  const decided = readable(signature.input);
  return (
    <div className="sig-stack sig-page">
      <Signed signature={signature} />
      <Standing signature={signature} />
      <Card title="What it covers, as it was signed">
        <ReadableLines lines={readable(signature.content)} unfolded />
      </Card>
      {decided.length === 0 ? null : (
        <Card title="What was decided with">
          <ReadableLines lines={decided} unfolded />
        </Card>
      )}
      <Proof signature={signature} />
    </div>
  );
}

/** One signature whole: who, when and what it means (21 CFR 11.50), what it covers, whether it still does, and what proves it. Prints as it is. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showSignature, { params: { id: params.id ?? '' } });
  const signature = asked.data?.value;
  const trail = [{ label: 'Signatures', href: '/signatures' }];
  if (signature === undefined)
    return (
      <>
        <PageHead title="Signature" trail={trail} />
        <PageBody>
          <StatePanel state={stateOf(asked, { rows: 12 }) ?? { kind: 'loading', rows: 12 }} />
        </PageBody>
      </>
    );
  return (
    <>
      <PageHead
        title={`${signature.meaning.text} by ${signature.signer.name}`}
        keyText={signature.subject.key ?? undefined}
        trail={trail}
        badges={<StandingBadge standing={signature.standing} />}
        sub={signature.subject.label}
        actions={
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={() => globalThis.print()}>
            Print
          </Button>
        }
      />
      <PageBody>
        <Body signature={signature} />
      </PageBody>
    </>
  );
}

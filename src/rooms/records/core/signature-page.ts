import { z } from 'zod';
import { humanForms, signatureBlock } from '../../signatures/contract.ts';
import type { Section } from './dossier.ts';

const rows = z.object({
  signatures: z.array(
    z.object({
      signer: z.object({ name: z.string(), userName: z.string(), roles: z.array(z.string()) }),
      meaning: z.object({ text: z.string() }),
      at: z.string(),
      zone: z.string(),
      says: z.string(),
      version: z.int(),
      standing: z.string(),
      subject: z.object({ kind: z.string(), key: z.string().nullable(), label: z.string() }),
    }),
  ),
});

/** A signature on paper: what it is on, and its block as the form `pdf` draws it. */
export type PrintedSignature = { readonly title: string; readonly fields: readonly (readonly [label: string, value: string])[] };

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What stands on the signature page of a dossier, oldest first; nothing where nothing was signed. */
export function signaturesOnPaper(sections: readonly Section[]): readonly PrintedSignature[] {
  const content = sections.find(({ key }) => key === 'signatures')?.content;
  if (content === undefined) return [];
  return rows.parse(content).signatures.map((one) => ({
    title: `${capital(one.subject.kind.replaceAll('-', ' '))} ${one.subject.key ?? one.subject.label}, version ${one.version}: ${one.says}`,
    fields: [...Object.entries(humanForms.pdf.draw(signatureBlock(one))), ['Standing when printed', one.standing]],
  }));
}

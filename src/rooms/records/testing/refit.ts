import { createHash } from 'node:crypto';
import { contentsOf, type Section, sectionKeys } from '../core/dossier.ts';
import { sealText } from '../core/write-json.ts';

type Told = { readonly [key: string]: Omit<Section, 'key'> };

/** The list of contents, with its digests, of sections that a test changed: as somebody would forge a bundle who has this code. */
export const refitted = (sections: Told) =>
  contentsOf({
    sections: Object.entries(sections).flatMap(([name, one]): Section[] => {
      const key = sectionKeys.find((known) => known === name);
      return key === undefined ? [] : [{ key, ...one }];
    }),
  });

/** A bundle that a test changed, written with the digest of its bytes. */
export function resealed({ sha256: _, ...bundle }: { readonly sha256?: string; readonly [field: string]: unknown }): string {
  const text = JSON.stringify(bundle).slice(0, -1);
  return `${text}${sealText(createHash('sha256').update(text).digest('hex'))}`;
}

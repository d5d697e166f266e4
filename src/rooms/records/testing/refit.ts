import { contentsOf, type Section, sectionKeys } from '../core/dossier.ts';

type Told = { readonly [key: string]: Omit<Section, 'key'> };

/** The list of contents, with its digests, of sections that a test changed: as somebody would forge a bundle who has this code. */
export const refitted = (sections: Told) =>
  contentsOf({
    sections: Object.entries(sections).flatMap(([name, one]): Section[] => {
      const key = sectionKeys.find((known) => known === name);
      return key === undefined ? [] : [{ key, ...one }];
    }),
  });

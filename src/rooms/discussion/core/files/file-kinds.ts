/** A kind of file that can be attached: how it begins, how its name ends, and how it is called when it is served. */
export type FileKind = {
  readonly says: string;
  readonly mediaType: string;
  readonly endings: readonly string[];
  /** Its first bytes; null: text in UTF-8. `at`: where they stand. */
  readonly magic: { readonly at: number; readonly hex: readonly string[] } | null;
  /** A package of files in one (ZIP): what is in it is looked at, too. `holds`: an entry that one of this kind has. */
  readonly packed?: { readonly holds: string | null };
  /** It can carry script: it is only ever handed over as a download. */
  readonly active?: true;
};

const text = (says: string, mediaType: string, ...endings: readonly string[]): FileKind => ({
  says,
  mediaType,
  endings,
  magic: null,
});
const office = (says: string, ending: string, part: string, holds: string): FileKind => ({
  says,
  mediaType: `application/vnd.openxmlformats-officedocument.${part}`,
  endings: [ending],
  magic: { at: 0, hex: ['504b0304'] },
  packed: { holds },
});

/** What can be attached. A kind that is not here is refused: the list says what is let in, not what is kept out. */
export const fileKinds: readonly FileKind[] = [
  { says: 'PDF', mediaType: 'application/pdf', endings: ['pdf'], magic: { at: 0, hex: ['255044462d'] } },
  { says: 'PNG picture', mediaType: 'image/png', endings: ['png'], magic: { at: 0, hex: ['89504e470d0a1a0a'] } },
  { says: 'JPEG picture', mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'], magic: { at: 0, hex: ['ffd8ff'] } },
  { says: 'GIF picture', mediaType: 'image/gif', endings: ['gif'], magic: { at: 0, hex: ['474946383761', '474946383961'] } },
  { says: 'WebP picture', mediaType: 'image/webp', endings: ['webp'], magic: { at: 8, hex: ['57454250'] } },
  office('Word document', 'docx', 'wordprocessingml.document', 'word/document.xml'),
  office('Excel workbook', 'xlsx', 'spreadsheetml.sheet', 'xl/workbook.xml'),
  office('PowerPoint presentation', 'pptx', 'presentationml.presentation', 'ppt/presentation.xml'),
  {
    says: 'ZIP archive',
    mediaType: 'application/zip',
    endings: ['zip'],
    magic: { at: 0, hex: ['504b0304', '504b0506'] },
    packed: { holds: null },
  },
  text('text', 'text/plain', 'txt', 'log', 'md'),
  text('table', 'text/csv', 'csv'),
  text('JSON', 'application/json', 'json'),
  text('XML', 'application/xml', 'xml'),
  text('YAML', 'application/yaml', 'yaml', 'yml'),
  { ...text('SVG drawing', 'image/svg+xml', 'svg'), active: true },
  { ...text('web page', 'text/html', 'html', 'htm'), active: true },
];

export const endingOf = (name: string): string => (/\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1] ?? '').toLowerCase();

/** The kind that a name promises; null where it promises none that can be attached. */
export const kindOfName = (name: string): FileKind | null =>
  fileKinds.find(({ endings }) => endings.includes(endingOf(name))) ?? null;

export const endingsInWords = fileKinds.flatMap(({ endings }) => endings).join(', ');

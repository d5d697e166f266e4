import { expect, test } from 'vitest';
import { z } from 'zod';
import { rooms } from '../../src/entrances/rooms.ts';

const override = 'release\u202eone';

/** Last names of fields that take such a text all the same, because nobody is shown it as it came. Whoever adds one says why. */
const notShown: Readonly<Record<string, readonly string[]>> = {
  'compared with what is kept, or a grammar of its own refuses it': [
    ...['password', 'currentPassword', 'token', 'code', 'recoveryCode', 'fingerprint', 'email', 'zone', 'rule'],
    ...['userHandle', 'authenticatorAttachment', 'transports', 'checkpoint'],
  ],
  'proven to be what the log signed before, or refused': ['leaf', 'proof'],
  'names a record that must be there': [
    ...['id', 'unit', 'units', 'person', 'deputy', 'owner', 'parent', 'group', 'role', 'to', 'tolerates', 'kind'],
    ...['application', 'applications', 'change', 'workingCalendar', 'requirement', 'requestedBy', 'retention'],
  ],
  'a place in what is only looked at and never kept': ['slot', 'label'],
  'a whole plan file: its own shape refuses it, with the line': ['text'],
};
const known = new Set(Object.values(notShown).flat());

/** Every text of a shape with its path; what is inside of lists and choices too. */
function* textsOf(schema: unknown, path: string): Generator<readonly [string, z.ZodType]> {
  if (schema instanceof z.ZodString) yield [path, schema];
  else if (schema instanceof z.ZodObject)
    for (const [key, inner] of Object.entries(schema.shape)) yield* textsOf(inner, `${path}/${key}`);
  else if (schema instanceof z.ZodArray) yield* textsOf(schema.element, path);
  else if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    yield* textsOf(schema.unwrap(), path);
  else if (schema instanceof z.ZodUnion) for (const option of schema.options) yield* textsOf(option, path);
  else if (schema instanceof z.ZodRecord) yield* textsOf(schema.valueType, `${path}/*`);
  else if (schema instanceof z.ZodPipe) yield* textsOf(schema.in, path);
}

test('no operation takes a name, a title or a note with characters that show nothing or turn the text', () => {
  const all = rooms
    .flatMap((room) => room.routes)
    .flatMap(({ operation }) =>
      [...textsOf(operation.body, '')].map(([path, text]) => ({
        at: `${operation.id} ${path}`,
        field: path.slice(path.lastIndexOf('/') + 1),
        open: text.safeParse(override).success,
      })),
    );
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter((text) => !text.open).length).toBeGreaterThan(150);
  expect(all.filter((text) => text.open && !known.has(text.field)).map((text) => text.at)).toEqual([]);
  const open = new Set(all.filter((text) => text.open).map((text) => text.field));
  expect([...known].filter((field) => !open.has(field))).toEqual([]);
});

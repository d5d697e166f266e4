/** Signed notes, one behind the other, as they stand in a file that is only ever appended to. */
export type NotesRead = {
  readonly notes: readonly string[];
  /** What follows the last whole note: something that was cut off while it was written; empty otherwise. */
  readonly rest: string;
};

const isSignature = (line: string): boolean => line.startsWith('— ');

/** A note ends with its signature lines; what begins after them is the next one. Checkpoints hold no other line that begins so. */
export function splitNotes(text: string): NotesRead {
  const notes: string[] = [];
  let [note, signed] = ['', false];
  for (const line of text.split(/(?<=\n)/)) {
    if (signed && !isSignature(line)) {
      notes.push(note);
      note = '';
    }
    note += line;
    signed = isSignature(line) && line.endsWith('\n');
  }
  return signed ? { notes: [...notes, note], rest: '' } : { notes, rest: note };
}

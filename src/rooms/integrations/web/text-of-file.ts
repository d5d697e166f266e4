/** UTF-8 text of a file that somebody chose; null for anything else, which would reach the server with its letters broken. */
export async function textOfFile(file: Blob): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}

import { pack } from 'tar-stream';
import { END_MARK_BYTES, MEMBER_MODE } from './inner-tar.ts';

/** A member of the inner tar, whole. */
export interface Member {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The members as a run of tar blocks, without the blocks that end a tar: runs may be joined. */
export async function encodeMembers(members: readonly Member[]): Promise<Uint8Array> {
  const tar = pack();
  for (const { name, bytes } of members) {
    tar.entry({ name, mode: MEMBER_MODE, mtime: new Date(0) }, bytes);
  }
  tar.finalize();
  const pieces: Uint8Array[] = [];
  for await (const piece of tar as AsyncIterable<Uint8Array>) pieces.push(piece);
  const bytes = pieces.reduce((length, piece) => length + piece.length, 0);
  return Buffer.concat(pieces, bytes - END_MARK_BYTES);
}

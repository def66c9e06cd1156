import { pack } from 'tar-stream';
import { concatenate } from '../io/own-memory.ts';
import { END_MARK_BYTES, MEMBER_MODE } from './inner-tar.ts';

/** A member of the inner tar, whole. */
export interface Member {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The members as a run of tar blocks, without the blocks that end a tar: runs may be joined. */
export async function encodeMembers(members: readonly Member[]): Promise<Uint8Array> {
  return concatenate(await encodePieces(members));
}

/** The same in pieces; the content of a member is a piece, and not copied. */
export async function encodePieces(members: readonly Member[]): Promise<readonly Uint8Array[]> {
  const tar = pack();
  for (const { name, bytes } of members) {
    tar.entry({ name, mode: MEMBER_MODE, mtime: new Date(0) }, bytes);
  }
  tar.finalize();
  const pieces: Uint8Array[] = [];
  for await (const piece of tar as AsyncIterable<Uint8Array>) pieces.push(piece);
  const end = pieces.pop();
  if (end?.length !== END_MARK_BYTES) throw new Error('tar-stream ends a tar otherwise than it did.');
  return pieces;
}

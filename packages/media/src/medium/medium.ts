/** A stretch of bytes on a medium: a file of a folder, or all of an image or drive. */
export interface Extent {
  /** Path below the folder, with slashes; empty for an image or a drive. Untrusted. */
  readonly path: string;
  /** Length in bytes. */
  readonly size: number;
  /**
   * Exactly these bytes, in `target` where it is given and as long. Throws what the system reports, a read error of the
   * drive for instance.
   */
  read(position: number, length: number, target?: Uint8Array): Promise<Uint8Array>;
}

/** What a person puts in front of us: the folder of a disc, an image of it, or the drive it lies in. */
export interface Medium extends AsyncDisposable {
  /** As the person named it. */
  readonly name: string;
  readonly kind: 'folder' | 'image';
  /** Everything that can be read there; in a folder, the files of an index come first. */
  readonly extents: readonly Extent[];
}

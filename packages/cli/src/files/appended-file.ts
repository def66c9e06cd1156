import { createPublishedFile, type PublishedFile } from '@scelle/core';
import type { WaitingFile } from './publish-together.ts';

/** A new file, mode 0600, that grows at its end. */
export class AppendedFile implements WaitingFile {
  readonly path: string;
  readonly file: PublishedFile;
  #length = 0;

  private constructor(path: string, file: PublishedFile) {
    this.path = path;
    this.file = file;
  }

  static async create(path: string): Promise<AppendedFile> {
    return new AppendedFile(path, await createPublishedFile(path));
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.file.write(this.#length, bytes);
    this.#length += bytes.length;
  }
}

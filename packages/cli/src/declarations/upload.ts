import type { UploadDropOptions } from '../commands/upload.ts';
import type { StationOptions } from '../station/open-desk.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle upload` and its commands. */
export function declareUpload(frame: Frame): void {
  const { help, perform } = frame;
  const upload = addCommand(frame, 'upload');
  addCommand(frame, 'upload list', upload)
    .option('--station <DIR>', help.options.station)
    .action((options: StationOptions) =>
      perform(async (context) => (await import('../commands/upload.ts')).uploadList(context, options)),
    );
  addCommand(frame, 'upload drop', upload)
    .argument('<ID>', help.arguments.uploadId)
    .requiredOption('--reason <TEXT>', help.options.reason)
    .option('--station <DIR>', help.options.station)
    .action((id: string, options: UploadDropOptions) =>
      perform(async (context) => (await import('../commands/upload.ts')).uploadDrop(context, id, options)),
    );
}

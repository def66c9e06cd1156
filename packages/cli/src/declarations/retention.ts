import type { RetentionApplyOptions } from '../commands/retention-apply.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle retention apply`. */
export function declareRetention(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'retention apply', addCommand(frame, 'retention'))
    .option('--into <URL>', help.options.into)
    .option('--segments-folder <DIR>', help.options.segmentsFolder)
    .option('--certificate <FILE>', help.options.certificate)
    .option('--station <DIR>', help.options.station)
    .action((options: RetentionApplyOptions) =>
      perform(async (context) => (await import('../commands/retention-apply.ts')).retentionApply(context, options)),
    );
}

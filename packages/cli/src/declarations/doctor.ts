import type { StationOptions } from '../station/open-desk.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle doctor`. */
export function declareDoctor(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'doctor')
    .option('--station <DIR>', help.options.station)
    .action((options: StationOptions) =>
      perform(async (context) => (await import('../commands/doctor.ts')).doctor(context, options)),
    );
}

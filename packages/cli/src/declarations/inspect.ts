import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle inspect`. */
export function declareInspect(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'inspect')
    .argument('<BATCH>', help.arguments.batch)
    .action((batch: string) =>
      perform(async (context) => (await import('../commands/inspect.ts')).inspect(context, batch)),
    );
}

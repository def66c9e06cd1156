import type { ServeOptions } from '../commands/serve.ts';
import { endpointParser } from '../options/endpoint.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle serve`. */
export function declareServe(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'serve')
    .option('--listen <HOST:PORT>', help.options.listen, endpointParser('--listen'))
    .option('--metrics <HOST:PORT>', help.options.metrics, endpointParser('--metrics'))
    .option('--station <DIR>', help.options.station)
    .action((options: ServeOptions) =>
      perform(async (context) => (await import('../commands/serve.ts')).serve(context, options)),
    );
}

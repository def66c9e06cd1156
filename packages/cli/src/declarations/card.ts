import type { CardOptions } from '../commands/card.ts';
import { integerParser, nameParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle card`. */
export function declareCard(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'card')
    .option('--station <DIR>', help.options.station)
    .option('--address <URL>', help.options.cardAddress)
    .option('--gateway <PEER>', help.options.cardGateway, nameParser('--gateway'))
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--number <N>', help.options.cardNumber, integerParser('--number', 1, Number.MAX_SAFE_INTEGER))
    .action((options: CardOptions) =>
      perform(async (context) => (await import('../commands/card.ts')).card(context, options)),
    );
}

import type { OnMediaProgress } from '@scelle/media';
import type { ReceiptFiles } from '@scelle/media/internal';
import type { CommandContext } from '../kernel/context.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Shows how far a step has come; ends it after a signal. */
export function showMediaProgress({ terminal, interruption, language }: CommandContext): OnMediaProgress {
  return ({ phase, done, total, unit }) => {
    interruption.check();
    terminal.progress.show({ label: texts[language].mediaProgress[phase], done, total, unit });
  };
}

/** Receipts by the files of their documents; the signatures lie beside them. */
export function toReceiptFiles(documents: readonly string[] = []): readonly ReceiptFiles[] {
  return documents.map((document) => ({ document, signature: `${document}.minisig` }));
}

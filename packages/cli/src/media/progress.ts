import type { MediaProgress, OnMediaProgress } from '@scelle/media';
import type { ReceiptFiles } from '@scelle/media/internal';
import type { CommandContext } from '../kernel/context.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Shows how far a step has come, with rate and remaining time where there are bytes; ends it after a signal. */
export function showMediaProgress({ terminal, interruption, language }: CommandContext): OnMediaProgress {
  let phase: MediaProgress['phase'] | null = null;
  let start = 0;
  let before = 0;
  return (progress) => {
    interruption.check();
    const { done, total, unit } = progress;
    // The next disc begins anew.
    if (phase !== progress.phase || done < before) start = performance.now();
    phase = progress.phase;
    before = done;
    const seconds = (performance.now() - start) / 1000;
    const isTellable = unit === 'bytes' && seconds > 1 && done > 0;
    const rate = isTellable
      ? ` (${texts[language].mediaRate(Math.round(done / seconds / 1e6), Math.round((seconds * (total - done)) / done))})`
      : '';
    terminal.progress.show(`${texts[language].mediaProgress[phase]}${rate}`, done, total);
  };
}

/** Receipts by the files of their documents; the signatures lie beside them. */
export function toReceiptFiles(documents: readonly string[] = []): readonly ReceiptFiles[] {
  return documents.map((document) => ({ document, signature: `${document}.minisig` }));
}

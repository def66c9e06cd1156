/** Shows how far a command has come. */
export interface ProgressBar {
  /** `done` of `total`, in the same unit; `total` 0 where it is not known. */
  show(label: string, done: number, total: number): void;
  /** Removes the bar, so that other text can be shown. */
  clear(): void;
}

const INTERVAL_MILLISECONDS = 100;
const WIDTH = 30;

/** A bar on the last line of a terminal; where there is none, nothing is shown. */
export function createProgressBar(stream: NodeJS.WritableStream, isTerminal: boolean): ProgressBar {
  if (!isTerminal) return { show: () => undefined, clear: () => undefined };
  let shownAt = 0;
  let isShown = false;
  return {
    show(label, done, total) {
      const now = performance.now();
      if (now - shownAt < INTERVAL_MILLISECONDS) return;
      shownAt = now;
      isShown = true;
      stream.write(`\r\u001b[K${label} ${total === 0 ? done : formatBar(done / total)}`);
    },
    clear() {
      if (isShown) stream.write('\r\u001b[K');
      isShown = false;
    },
  };
}

function formatBar(share: number): string {
  const filled = Math.round(WIDTH * Math.min(1, share));
  return `[${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${Math.floor(100 * Math.min(1, share))} %`;
}

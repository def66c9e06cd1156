import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ReceiverLimits } from './limits.ts';

/**
 * Cuts the connection of a caller that takes nothing of what lies ready for it: it would hold an answer, and the file that
 * it is read from, for ever. It watches until the answer is sent.
 */
export function watchAnswer(
  socket: Socket,
  response: ServerResponse,
  { bodyInterval }: Pick<ReceiverLimits, 'bodyInterval'>,
  onCut: () => void,
): void {
  let before = takenBytes(socket);
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    const taken = takenBytes(socket);
    const isStuck = socket.writableLength > 0 && taken === before;
    before = taken;
    if (!isStuck) return;
    onCut();
    socket.destroy();
  }, bodyInterval);
  timer.unref();
  response.once('close', () => clearInterval(timer));
}

/** What the system has taken over for the caller. */
function takenBytes({ bytesWritten, writableLength }: Socket): number {
  return bytesWritten - writableLength;
}

import type { IncomingMessage } from 'node:http';
import type { ReceiverLimits } from './limits.ts';

/**
 * Cuts the connection of a request whose body comes too slowly: whoever sends a byte now and then would hold it for ever.
 * Cuts it, too, where what comes is not wanted any more. Gives what ends the watch.
 */
export function watchBody(
  request: IncomingMessage,
  { bodyInterval, bodyBytes }: Pick<ReceiverLimits, 'bodyInterval' | 'bodyBytes'>,
  isWanted: () => boolean,
  onCut: () => void,
): () => void {
  const { socket } = request;
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    if (request.complete) return clearInterval(timer);
    const isSlow = socket.bytesRead - before < bodyBytes;
    before = socket.bytesRead;
    if (!isSlow && isWanted()) return;
    onCut();
    socket.destroy();
  }, bodyInterval);
  timer.unref();
  return () => clearInterval(timer);
}

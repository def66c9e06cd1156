import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Answer, Call } from '../../packages/cli/test/resident/call.ts';

/** Has the resident at the socket run a command. */
export async function askResident(socketPath: string, call: Call): Promise<Answer> {
  const socket = connect(socketPath);
  socket.end(JSON.stringify(call));
  return JSON.parse(await text(socket)) as Answer;
}

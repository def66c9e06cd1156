/** Usage: request.ts PORT, with an IPC channel. Asks a server one thing after the other, and tells how long each took. */
const [port = ''] = process.argv.slice(2);
const waits: number[] = [];
let isAsking = true;

process.on('message', () => {
  isAsking = false;
});
process.send!('ready');
while (isAsking) {
  const start = performance.now();
  await (await fetch(`http://127.0.0.1:${port}/`)).text();
  waits.push(performance.now() - start);
  await new Promise((resolve) => setTimeout(resolve, 2));
}
process.send!(waits, () => process.disconnect());

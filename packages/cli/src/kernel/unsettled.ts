/**
 * Calls `tell` once where the process has nothing left to do while the caller still waits: something awaited never settles,
 * and Node would end with status 13 and say nothing that helps anybody. Made for `using`.
 */
export function onUnsettled(tell: () => void): Disposable {
  process.once('beforeExit', tell);
  return { [Symbol.dispose]: () => void process.off('beforeExit', tell) };
}

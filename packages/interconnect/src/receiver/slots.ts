/** Lets only so many pieces of work be done at the same time; the others wait, in the order of the calls. */
export function createSlots(count: number): <Result>(perform: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = count;

  async function take(): Promise<void> {
    if (free > 0) free -= 1;
    // Whoever is done hands on the slot, so that nobody comes in between.
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function give(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return async (perform) => {
    await take();
    try {
      return await perform();
    } finally {
      give();
    }
  };
}

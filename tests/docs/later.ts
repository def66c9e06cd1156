// Preloaded into commands of the page that are called some days later: their clock goes that far ahead.
const ahead = Number(process.env['DAYS_LATER']) * 86_400_000;
const Clock = Date;

globalThis.Date = class extends Clock {
  constructor(...given: readonly []) {
    super(...((given.length === 0 ? [Clock.now() + ahead] : given) as []));
  }

  static override now(): number {
    return Clock.now() + ahead;
  }
} as DateConstructor;

import type { BatchSource } from './source.ts';

/** A source that holds a file open until it is closed; closing twice does no harm. Made for `await using`. */
export interface ClosableSource extends BatchSource, AsyncDisposable {
  close(): Promise<void>;
}

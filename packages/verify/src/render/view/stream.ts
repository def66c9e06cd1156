import type { PlaceState, StreamPicture, StreamPlace } from '../../contract/intake.ts';
import type { Wording } from '../wording/wording.ts';

/** One number, as it is drawn. */
interface PlaceView {
  readonly sequence: number;
  readonly state: PlaceState;
  /** A letter for the channel, or what stands in its place. */
  readonly mark: string;
  /** All of it in words. */
  readonly title: string;
  /** Whether it is the number of the batch that the report is about. */
  readonly isThis: boolean;
}

/** Numbers in a row that came to the same. */
interface RunView {
  readonly numbers: string;
  readonly state: string;
  readonly channel: string;
}

/** A part of a stream in words. */
export interface StreamView {
  readonly title: string;
  readonly places: readonly PlaceView[];
  readonly runs: readonly RunView[];
}

const MISSING_MARK = '?';

/** Puts a part of a stream into words; `sequence` is the number of the batch that the report is about. */
export function describeStream({ places }: StreamPicture, sequence: number, wording: Wording): StreamView | null {
  const [first, last] = [places.at(0), places.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { labelled, phrases } = wording;
  return {
    title: `${labelled(phrases['stream-numbers'])} ${formatRange(first, last)}`,
    places: places.map((place) => toPlaceView(place, sequence, wording)),
    runs: listRuns(places, wording),
  };
}

function toPlaceView({ sequence, state, channel }: StreamPlace, thisOne: number, wording: Wording): PlaceView {
  const { labelled, places, channels, phrases } = wording;
  const words = [places[state], ...(channel === null ? [] : [channels[channel]])];
  const isThis = sequence === thisOne;
  if (isThis) words.push(phrases['this-batch']);
  const mark = channel === null ? MISSING_MARK : channels[channel].charAt(0).toUpperCase();
  return { sequence, state, mark, title: `${labelled(String(sequence))} ${words.join(', ')}`, isThis };
}

/** What is alike is told once, however many numbers it is. */
function listRuns(places: readonly StreamPlace[], wording: Wording): RunView[] {
  const runs: StreamPlace[][] = [];
  for (const place of places) {
    const before = runs.at(-1)?.at(-1);
    const isAlike = before?.state === place.state && before.channel === place.channel;
    if (isAlike) runs.at(-1)!.push(place);
    else runs.push([place]);
  }
  return runs.map((run) => {
    const [first, last] = [run[0]!, run.at(-1)!];
    const channel = first.channel === null ? '–' : wording.channels[first.channel];
    return { numbers: formatRange(first, last), state: wording.places[first.state], channel };
  });
}

function formatRange(first: StreamPlace, last: StreamPlace): string {
  return first === last ? String(first.sequence) : `${first.sequence}–${last.sequence}`;
}

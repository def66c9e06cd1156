import type { NoteCount } from '../../convert/notes-log.ts';
import type { Line } from '../../kernel/line.ts';
import type { HelpTexts } from '../help/texts.ts';

/** What `--help` says about other formats, in one language. */
export interface FormatHelp {
  readonly commands: Pick<HelpTexts['commands'], 'convert' | 'export'>;
  readonly notes: Pick<HelpTexts['notes'], 'convert' | 'export'>;
  readonly arguments: Pick<HelpTexts['arguments'], 'convertInputs'>;
  readonly options: Pick<
    HelpTexts['options'],
    | 'importFormat'
    | 'exportFormat'
    | 'mapping'
    | 'notes'
    | 'skipRefused'
    | 'convertOut'
    | 'exportOut'
    | 'noNeutraliseFormulas'
  >;
}

/** What is shown of a conversion, in one language. */
export interface FormatResults {
  readonly conversionNote: (note: {
    readonly input: string;
    readonly number: number;
    readonly kind: NoteCount['kind'];
    readonly code: string;
    readonly field: string;
    readonly message: string;
  }) => string;
  readonly converted: (made: {
    readonly file: string;
    readonly records: number;
    readonly refused: number;
    readonly notes: readonly NoteCount[];
  }) => readonly Line[];
}

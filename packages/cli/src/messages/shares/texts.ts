import type { Line } from '../../kernel/line.ts';
import type { HelpTexts } from '../help/texts.ts';

/** What `--help` says about shares, in one language. */
export interface ShareHelp {
  readonly commands: Pick<HelpTexts['commands'], 'key' | 'key split'>;
  readonly notes: Pick<HelpTexts['notes'], 'key' | 'key split'>;
  readonly arguments: Pick<HelpTexts['arguments'], 'identityFile'>;
  readonly options: Pick<
    HelpTexts['options'],
    'share' | 'sharePassphraseFile' | 'shares' | 'threshold' | 'newSharePassphraseFile' | 'shareOut'
  >;
}

/** What is shown about shares, in one language. */
export interface ShareResults {
  readonly identitySplit: (made: {
    readonly identityFile: string;
    readonly files: readonly string[];
    readonly threshold: number;
    readonly recipient: string;
  }) => readonly Line[];
}

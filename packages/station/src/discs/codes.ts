/** Codes about discs. */
export type DiscCode = 'hand-over-invalid' | 'media-not-allowed';

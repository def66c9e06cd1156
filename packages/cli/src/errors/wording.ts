/** A name that may have been meant, in English. */
export function suggestionEn(command: string | number | undefined): string {
  return command === undefined ? '.' : `; did you mean "${command}"?`;
}

/** The same in French. */
export function suggestionFr(command: string | number | undefined): string {
  return command === undefined ? '.' : ` ; vouliez-vous dire « ${command} » ?`;
}

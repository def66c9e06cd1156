/** Every settings file that this station has worked with, from when on: the newest row is the one in force. */
export const settingsTables = `
CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,
  text TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT;
`;

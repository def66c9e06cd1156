import type { PartyRole } from '../home/station.ts';

const roleWords: Readonly<Record<PartyRole, string>> = {
  collector: 'a collector, who seals batches and hands them over',
  agent: 'an agent, who looks at batches and co-signs them',
  authority: 'an authority, who receives batches',
  gateway: 'the host of an authority that stands on the network',
};

/**
 * The text of scelle.toml for a new station: it accepts over every channel, demands no co-signature, and says of each
 * setting what it does. `parseSettings` accepts it.
 */
export function defaultSettings(name: string, role: PartyRole): string {
  return `# The procedure of ${name}: ${roleWords[role]}.
# What stands here is what this station does, and every change of it is entered in the custody log.
# TOML 1.0 (https://toml.io). A mistake stops every command that decides something, with its line; nothing is guessed.

# The time zone in which days begin, where records a day are counted.
day-zone = "Europe/Paris"

# How far the clocks of two parties may differ.
clock-skew-seconds = 300

# How long a signing key of a peer is trusted at most, from the beginning of its validity. Then it must be replaced.
key-validity-days = 1096

# Whether batches of invented records are accepted. Only for training: never where records are imported.
test-profiles = false

# What is accepted of every peer that has no rules of its own.
[receiving]
# How batches may come: "network", "media" (discs), "file" (a file that somebody brings). An empty list stops all.
channels = ["network", "media", "file"]
# Who must have co-signed besides the sender: the role "agent", and how many distinct keys of it.
# Keys of the sender itself never count.
required-roles = {}
# Parties who can open batches for this station, such as an agent: batches encrypted to anybody else are rejected.
additional-recipients = []
# Oldest fact accepted, in days before reception (CPI art. L. 331-24: six months). Leave it out for no bound.
max-fact-age-days = 183
# Most records and bytes (K, M, G, T) of one batch, and most records a day of one controller. The day is the one on
# which a batch was created, in the zone above. Leave them out for no bound.
max-batch-records = 5000000
max-batch-size = "64G"
max-daily-records = 150000

# What batches for a peer must have before they leave this station, and how they go.
[sending]
channels = ["network", "media", "file"]
required-roles = {}
# Parties who can open the batches besides the peer: an agent who looks at what it co-signs. The peer must allow it.
additional-recipients = []

# At an importer: where verified records go, and which single records are refused. What is left out is not demanded.
[importing]
# sqlite:FILE in this folder, or postgresql://USER@HOST/DATABASE; the password is that of ~/.pgpass or PGPASSWORD.
into = "sqlite:evidence.db"
# A folder of files for the segments, instead of rows in the database.
# segments-folder = "segments"
# Facts older than so many days, or later than so many seconds, by the reception of the batch.
# max-fact-age-days = 183
# max-future-seconds = 300
# Within how many hours the same address, port and work count once.
# same-finding-hours = 24
# The providers that are known; records of others, and those without one, are refused.
# providers = ["Example Télécom"]
# Whether invented records are imported. Only for training.
test-records = false

# After how many days what is deleted. What is left out is kept.
[retention]
# Entries of the custody log.
custody-days = 365
# At a sender: batches, counted from the receipt that they were imported.
sent-days = 1
# At an importer: records, counted from their import.
# imported-days = 425
# What happens to them: "delete", or "pseudonymise", which takes out what leads to a person.
# imported-action = "delete"

# The host on which "scelle serve" receives from the network.
[network]
# Whether it may be the host that can open batches. Where false, serve refuses to start beside an opening key.
single-host = false
# How much of the disc uploads must leave free, and how many uploads a peer may have begun.
reserved-space = "1G"
max-open-uploads = 16
# A certificate of a public authority instead of the one in keys/, on a single host. Issue the card then ("scelle card --address").
# certificate-file = "/etc/ssl/arcom/fullchain.pem"
# key-file = "/etc/ssl/arcom/key.pem"

# Rules of one peer. A setting that stands here takes the place of the one above; the others hold for it as well.
# [peers.example]
# receiving = { channels = ["media"], required-roles = { agent = 1 } }
# sending = { additional-recipients = ["agent-7"] }
`;
}

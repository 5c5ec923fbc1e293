import type {
  Announcer,
  BrokerConnection,
  Database,
  ObjectStorage,
  Relay,
} from '@smart-accounting/database';
import type { Logger } from '@smart-accounting/monitoring';
import type { EventStreams } from '../events/event-streams.ts';
import type { ApiKeyStore } from '../api-keys/api-key-store.ts';
import type { PoolStates } from '../pools/pool-states.ts';
import type { SessionStore } from '../identity/session-store.ts';
import type { MailSender } from '../mail/mail-sender.ts';
import type { Settings } from '../settings.ts';

/** What the handlers work with; made once, in `main.ts`. */
export interface Services {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly broker: BrokerConnection;
  readonly announcer: Announcer;
  readonly relay: Relay;
  readonly sessions: SessionStore;
  readonly apiKeys: ApiKeyStore;
  readonly mails: MailSender;
  readonly streams: EventStreams;
  readonly pools: PoolStates;
  /** The clock; tests set it. */
  readonly now: () => Date;
}

import type { ChangeNotifier } from '@smart-accounting/database/events/change-notifier';
import type { Relay } from '@smart-accounting/database/jobs/relay';
import type { MailSender } from '@smart-accounting/database/mail/mail-sender';
import type { ApiKeyStore } from '@smart-accounting/database/people/api-keys/api-key-store';
import type { SessionStore } from '@smart-accounting/database/people/sessions/session-store';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import type { Database } from '@smart-accounting/database/tenancy/database';
import type { BrokerConnection } from '@smart-accounting/database/broker';
import type { Logger } from '@smart-accounting/monitoring';
import type { EventStreams } from '../events/event-streams.ts';
import type { PoolStates } from '../pools/pool-states.ts';
import type { Settings } from '../settings.ts';

/** What the handlers work with; made once, in `main.ts`. */
export interface Services {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly broker: BrokerConnection;
  readonly notifier: ChangeNotifier;
  readonly relay: Relay;
  readonly sessions: SessionStore;
  readonly apiKeys: ApiKeyStore;
  readonly mails: MailSender;
  readonly streams: EventStreams;
  readonly pools: PoolStates;
  /** The clock; tests set it. */
  readonly now: () => Date;
}

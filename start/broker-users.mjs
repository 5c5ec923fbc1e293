import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './installed.mjs';

/** What each user of the broker may do. The chart reads the same file. */
const permissions = JSON.parse(
  readFileSync(path.join(root, 'charts/smart-accounting/files/broker-permissions.json'), 'utf8'),
);

/** The users of the broker: one for each kind of process that talks to it. */
export const brokerUsers = Object.keys(permissions);

/**
 * What RabbitMQ loads at its start (`load_definitions`): the users with their rights in every virtual host.
 * @param {Record<string, string>} passwords by user; whoever has none is not made
 * @param {string[]} vhosts
 */
export function brokerDefinitions(passwords, vhosts) {
  const users = brokerUsers.filter((user) => user in passwords);
  const everywhere = vhosts.flatMap((vhost) => users.map((user) => ({ user, vhost })));
  return {
    users: users.map((name) => ({ name, password: passwords[name], tags: [] })),
    vhosts: vhosts.map((name) => ({ name })),
    permissions: everywhere.map(({ user, vhost }) => {
      const { configure, write, read } = permissions[user];
      return { user, vhost, configure, write, read };
    }),
    topic_permissions: everywhere.flatMap(({ user, vhost }) =>
      Object.entries(permissions[user].topics).map(([exchange, { write, read }]) => {
        return { user, vhost, exchange, write, read };
      }),
    ),
  };
}

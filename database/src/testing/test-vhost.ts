import pg from 'pg';

/**
 * The URL of a virtual host of the suite's broker that no other test file uses at the same time.
 * @param user of the process it is for; `test` may do everything
 */
export async function testVhost(user = 'test'): Promise<string> {
  const { TEST_AMQP_URL: amqpUrl, TEST_POSTGRES_URL: adminUrl, TEST_VHOSTS: vhosts } = process.env;
  if (!amqpUrl || !adminUrl || !vhosts)
    throw new Error('run this test with "npm test -- FILE": it needs a broker');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('CREATE SEQUENCE IF NOT EXISTS test_vhosts');
    const { rows } = await client.query<{ next: bigint | string }>(
      "SELECT nextval('test_vhosts') AS next",
    );
    const vhost = `test${Number(rows[0]?.next) % Number(vhosts)}`;
    return brokerUrlOf(amqpUrl.replace(/test0$/, vhost), user);
  } finally {
    await client.end();
  }
}

/** The same address for another user of the suite's broker, all of whom have one password. */
export function brokerUrlOf(url: string, user: string): string {
  const own = new URL(url);
  own.username = user;
  return own.href;
}

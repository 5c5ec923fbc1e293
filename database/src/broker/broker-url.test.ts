import assert from 'node:assert/strict';
import { it } from 'node:test';
import { brokerUrlSchema, credentialsOf, vhostOf } from './broker-url.ts';

it('the URL of a broker may have escaped characters, and no other address is taken for one', () => {
  const url = 'amqps://m%C3%A9:p%40ss%2F%25@mq.example.com:5671/a%2Fb%20c?heartbeat=5';
  assert.equal(brokerUrlSchema.parse(url), url);
  assert.deepEqual(credentialsOf(url).username, 'mé');
  assert.deepEqual(credentialsOf(url).password, 'p@ss/%');
  assert.equal(vhostOf(url), 'a/b c');
  for (const wrong of ['localhost:5672', 'http://mq.example.com:15672', 'amqp://me:50%off@mq', ''])
    assert.match(String(brokerUrlSchema.safeParse(wrong).error), /give a URL like amqp:/, wrong);
});

it('a URL of a broker without user and virtual host means the usual ones', () => {
  assert.equal(credentialsOf('amqp://127.0.0.1').username, 'guest');
  assert.equal(credentialsOf('amqp://127.0.0.1').password, 'guest');
  assert.equal(vhostOf('amqp://127.0.0.1'), '/');
});

it('a parameter that nobody would read is refused by its name', () => {
  const url = 'amqps://me:secret@mq.example.com?heartbeat=5&cacertfile=/etc/ca.pem';
  const sentence = String(brokerUrlSchema.safeParse(url).error);
  assert.match(sentence, /the parameter cacertfile is not known; known are heartbeat, /);
  assert.match(sentence, /NODE_EXTRA_CA_CERTS/);
  assert.doesNotMatch(sentence, /secret|parameter heartbeat/);
});
